using System.Collections.Immutable;
using System.Text;

namespace Choo.Core.Shell;

/// <summary>A word of a command line as the shell would see it, or an operator between commands.</summary>
/// <param name="Text">The word without its quotes, or the operator.</param>
/// <param name="IsOperator">Whether it is one of <c>; &amp; | &amp;&amp; || ( )</c>; a line's end is a semicolon.</param>
internal readonly record struct ShellToken(string Text, bool IsOperator);

/// <summary>Splits a command line for sh into words and operators: quotes are taken off; comments, redirections and the commands in substitutions are left out.</summary>
internal sealed class ShellText
{
    private readonly string text;
    private readonly List<ShellToken> tokens = [];
    private readonly StringBuilder word = new();
    private bool inWord;
    private bool redirected;
    private int at;

    private ShellText(string text) => this.text = text;

    /// <summary>The tokens in order; null when a quote or a substitution is not closed.</summary>
    public static ImmutableArray<ShellToken>? Split(string command) => new ShellText(command).Run();

    private char Next(int ahead = 0) => at + ahead < text.Length ? text[at + ahead] : '\0';

    private ImmutableArray<ShellToken>? Run()
    {
        while (at < text.Length)
        {
            var closed = Next() switch
            {
                '\'' => Quoted('\''),
                '"' => Quoted('"'),
                '`' => Substitution('`'),
                '$' when Next(1) == '(' => Substitution(')'),
                _ => Plain(),
            };
            if (!closed)
            {
                return null;
            }
        }

        EndWord();
        return [.. tokens];
    }

    private bool Plain()
    {
        var next = Next();
        switch (next)
        {
            case '\\':
                Take(Next(1) == '\0' ? '\\' : Next(1));
                at++;
                break;
            case '#' when !inWord:
                while (at + 1 < text.Length && Next(1) != '\n')
                {
                    at++;
                }

                break;
            case '>' or '<':
                Redirect();
                break;
            case '&' when Next(1) == '>':
                EndWord();
                break;
            case '\n' or ';' or '|' or '&' or '(' or ')':
                Operator(next);
                break;
            case ' ' or '\t' or '\r':
                EndWord();
                break;
            default:
                Take(next);
                break;
        }

        at++;
        return true;
    }

    private void Take(char one)
    {
        word.Append(one);
        inWord = true;
    }

    private void Operator(char first)
    {
        EndWord();
        redirected = false;
        var twice = first is '|' or '&' && Next(1) == first;
        at += twice || (first == '|' && Next(1) == '&') ? 1 : 0;
        tokens.Add(new(twice ? new string(first, 2) : first == '\n' ? ";" : first.ToString(), true));
    }

    // 2>&1 and > file: the number before and the name after are no words of the command.
    private void Redirect()
    {
        if (word.ToString().All(char.IsAsciiDigit))
        {
            word.Clear();
            inWord = false;
        }

        EndWord();
        while (Next(1) is '>' or '<' or '&' or '|')
        {
            at++;
        }

        redirected = true;
    }

    private bool Quoted(char quote)
    {
        inWord = true;
        for (at++; at < text.Length && Next() != quote; at++)
        {
            if (quote == '"' && Next() == '\\' && Next(1) is '"' or '\\' or '$' or '`')
            {
                at++;
            }

            word.Append(Next());
        }

        return ++at <= text.Length;
    }

    private bool Substitution(char close)
    {
        inWord = true;
        at += close == ')' ? 2 : 1;
        for (var depth = 1; at < text.Length; at++)
        {
            depth += close == ')' && Next() == '(' ? 1 : Next() == close ? -1 : 0;
            if (depth == 0)
            {
                at++;
                return true;
            }
        }

        return false;
    }

    private void EndWord()
    {
        if (inWord && !redirected)
        {
            tokens.Add(new(word.ToString(), false));
        }

        redirected &= !inWord;
        inWord = false;
        word.Clear();
    }
}
