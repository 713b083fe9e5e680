using System.Buffers;

namespace Choo.Adapters.Processes;

/// <summary>Whether what was printed so far is a whole answer.</summary>
internal delegate bool WholeAnswer(ReadOnlySpan<byte> printed);

/// <summary>What came of a question.</summary>
/// <param name="IsWhole">False when the program ended before it had answered.</param>
/// <param name="Bytes">What it printed.</param>
/// <param name="Stderr">Both ends of its standard error; only filled in when it ended.</param>
internal sealed record Answer(bool IsWhole, byte[] Bytes, string Stderr);

/// <summary>
/// A program that stays: asked on its standard input, one question at a time, it answers on its standard output. Started by the first
/// question, and again by the first after it ended. It ends when its input does, so not even a killed choo leaves it behind.
/// </summary>
internal sealed class BatchProcess(ProcessSpec spec, Platform? platform = null, TimeSpan? longest = null) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private Child? child;
    private Listener listener = new(spec);

    /// <summary>Asks, and waits for the whole answer; never cancelled, since answers come within milliseconds. A program that is stuck for a minute, or as long as it may be, is ended.</summary>
    public async Task<Answer> AskAsync(ReadOnlyMemory<byte> question, WholeAnswer whole)
    {
        await turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (child is null || listener.HasEnded)
            {
                listener = new Listener(spec);
                var started = (platform ?? Platform.Current).Start(new() { Spec = spec, HoldInput = true }, listener);
                if (started.Child is not { } alive)
                {
                    return new Answer(false, [], started.Problem ?? "it could not be started");
                }

                child = alive;
            }

            var answer = listener.ExpectAsync(whole);
            child.GiveInput(question.Span);
            try
            {
                return await answer.WaitAsync(longest ?? Longest, spec.Time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await child.KillTreeAsync().ConfigureAwait(false);
                return await answer.ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        child?.CloseInput([]);
        turn.Dispose();
    }

    private sealed class Listener(ProcessSpec spec) : OutputSink
    {
        private readonly Lock gate = new();
        private readonly HeadAndTail stderr = new(spec.HeadBytes, spec.TailBytes);
        private readonly ArrayBufferWriter<byte> printed = new();
        private TaskCompletionSource<Answer>? waiting;
        private WholeAnswer? isWhole;

        public bool HasEnded { get; private set; }

        public Task<Answer> ExpectAsync(WholeAnswer whole)
        {
            lock (gate)
            {
                (isWhole, waiting) = (whole, new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously));
                printed.ResetWrittenCount();
                if (HasEnded)
                {
                    Finish(whole: false);
                }

                return waiting.Task;
            }
        }

        protected override void TakeStdout(ReadOnlyMemory<byte> data)
        {
            lock (gate)
            {
                printed.Write(data.Span);
                if (isWhole?.Invoke(printed.WrittenSpan) == true)
                {
                    Finish(whole: true);
                }
            }
        }

        protected override void TakeStderr(ReadOnlyMemory<byte> data)
        {
            lock (gate)
            {
                stderr.Add(data.Span);
            }
        }

        protected override void TakeEnd()
        {
            lock (gate)
            {
                HasEnded = true;
                Finish(whole: false);
            }
        }

        private void Finish(bool whole)
        {
            isWhole = null;
            waiting?.TrySetResult(new Answer(whole, printed.WrittenSpan.ToArray(), whole ? "" : stderr.Ends().Text));
        }
    }
}
