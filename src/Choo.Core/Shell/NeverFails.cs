using System.Buffers;
using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.Shell;

/// <summary>Finds commands that end with exit code 0 whatever happens, and so prove nothing. What it does not understand may fail.</summary>
public static class NeverFails
{
    private const int DeepestShell = 4;

    private static readonly SearchValues<char> Names = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly string[] Always = ["true", ":", "echo"];
    private static readonly string[] Filters = ["tail", "head", "cat", "tee", "sort", "less", "more", "wc", "tr", "sed", "cut", "column", "uniq", "nl", "fold", "ts"];
    private static readonly string[] Shells = ["sh", "bash", "dash", "ksh", "zsh"];
    private static readonly string[] Prefixes = ["command", "exec", "time", "env", "nohup", "nice", "builtin"];

    // Whoever writes these can make any exit code of anything.
    private static readonly string[] Compound = ["{", "if", "for", "while", "until", "case", "select", "function", "trap", "eval", "[[", "source", ".", "alias"];

    /// <summary>Why a command line for the shell can never fail, as the end of a sentence; null when it may.</summary>
    public static string? Why(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Why(command, DeepestShell);
    }

    /// <summary>A run's warnings: of many gates that can never fail it reports the first, and how many more there are.</summary>
    public static ImmutableArray<Diagnostic> Gathered(ImmutableArray<Diagnostic> problems)
    {
        var more = problems.Count(each => each.Code == DiagnosticCodes.GateNeverFails.Id) - 1;
        var first = problems.FirstOrDefault(each => each.Code == DiagnosticCodes.GateNeverFails.Id);
        return first is null || more == 0
            ? problems
            : [.. problems.Where(each => each.Code != first.Code || each == first).Select(each => each == first
                ? each with { Message = $"{each.Message} ({more} more such {(more == 1 ? "task" : "tasks")}: `dotnet choo validate` lists them)" }
                : each)];
    }

    private static string? Why(string command, int depth)
    {
        if (depth == 0 || ShellText.Split(command) is not { } tokens || tokens.Any(token => token is { IsOperator: true, Text: "(" or ")" }))
        {
            return null;
        }

        var lists = Lists(tokens);
        if (lists.IsEmpty || lists.SelectMany(list => list.Pipes).SelectMany(pipe => pipe.Commands).Any(MayEscape))
        {
            return null;
        }

        // Each command's failure counts after set -e, without it only that of the last one.
        var stops = false;
        string? why = null;
        foreach (var list in lists)
        {
            why = list.IsBackground ? "its command runs in the background" : OfList(list, command.Contains("pipefail", StringComparison.Ordinal), depth);
            if ((stops && why is null) || list.Pipes is [{ Commands: [["exit", ..]] }])
            {
                return why;
            }

            stops |= list.Pipes.Any(pipe => pipe.Commands.Any(StopsAtFailures));
        }

        return why;
    }

    // a && b never fails when neither does, a || b when one does not; both bind alike, from the left.
    private static string? OfList(List list, bool hidesNothing, int depth)
    {
        var why = OfPipe(list.Pipes[0], hidesNothing, depth);
        foreach (var pipe in list.Pipes.Skip(1))
        {
            var next = OfPipe(pipe, hidesNothing, depth);
            why = pipe.After == "&&" ? (why is null ? null : next) : why ?? next;
        }

        return why;
    }

    private static string? OfPipe(Pipe pipe, bool hidesNothing, int depth)
    {
        var last = Plain(pipe.Commands[^1]);
        if (pipe.IsNegated || last.IsEmpty)
        {
            return null;
        }

        if (pipe.Commands.Length == 1 || !hidesNothing)
        {
            return pipe.Commands.Length > 1 && Filters.Contains(Name(last[0]))
                ? $"the pipe hides the exit code of all but its last command, `{last[0]}`, which does not fail"
                : OfCommand(last, depth);
        }

        return pipe.Commands.All(each => OfCommand(Plain(each), depth) is not null) ? OfCommand(last, depth) : null;
    }

    private static string? OfCommand(ImmutableArray<string> words, int depth)
    {
        if (words.IsEmpty)
        {
            return null;
        }

        if (words is ["exit", "0"] or ["exit", "/b", "0"])
        {
            return "it ends with exit code 0 whatever happens";
        }

        var name = Name(words[0]);
        if (Shells.Contains(name) && words is [_, ['-', ..] options, var script, ..] && options.EndsWith('c'))
        {
            return Why(options.Contains('e') ? $"set -e; {script}" : script, depth - 1);
        }

        return Always.Contains(name) ? "it ends with exit code 0 whatever happens" : null;
    }

    private static bool MayEscape(ImmutableArray<string> words) =>
        words is [var first, ..] && (Compound.Contains(first) || (first is "exit" or "return" && words is not ([_, "0"] or [_, "/b", "0"])));

    private static bool StopsAtFailures(ImmutableArray<string> words) =>
        words is ["set", ..] && words.Skip(1).Any(word => word == "errexit" || (word.StartsWith('-') && word.Contains('e')));

    /// <summary>The command itself: without assignments and what runs another command unchanged.</summary>
    private static ImmutableArray<string> Plain(ImmutableArray<string> words) =>
        [.. words.SkipWhile(word => Prefixes.Contains(word) || (word.IndexOf('=') is var equals and > 0 && word.AsSpan(0, equals).IndexOfAnyExcept(Names) < 0))];

    private static string Name(string program) => program[(program.LastIndexOf('/') + 1)..];

    private static ImmutableArray<List> Lists(ImmutableArray<ShellToken> tokens)
    {
        var lists = ImmutableArray.CreateBuilder<List>();
        var pipes = ImmutableArray.CreateBuilder<Pipe>();
        var commands = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var words = ImmutableArray.CreateBuilder<string>();
        var (after, negated) = (";", false);
        foreach (var token in tokens.Add(new ShellToken(";", true)))
        {
            if (!token.IsOperator)
            {
                if (token.Text == "!" && words.Count == 0)
                {
                    negated |= commands.Count == 0;
                }
                else
                {
                    words.Add(token.Text);
                }

                continue;
            }

            if (words.Count > 0)
            {
                commands.Add(words.DrainToImmutable());
            }

            if (token.Text != "|" && commands.Count > 0)
            {
                pipes.Add(new(after, negated, commands.DrainToImmutable()));
                (after, negated) = (token.Text, false);
            }

            if (token.Text is ";" or "&" && pipes.Count > 0)
            {
                lists.Add(new(pipes.DrainToImmutable(), token.Text == "&"));
            }
        }

        return lists.DrainToImmutable();
    }

    /// <summary>Commands joined by pipes, and the operator before them.</summary>
    private sealed record Pipe(string After, bool IsNegated, ImmutableArray<ImmutableArray<string>> Commands);

    /// <summary>Pipes, one executed after the other by their results.</summary>
    private sealed record List(ImmutableArray<Pipe> Pipes, bool IsBackground);
}
