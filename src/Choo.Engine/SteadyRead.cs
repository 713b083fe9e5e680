namespace Choo.Engine;

/// <summary>Something that is read while a lock's holder may change it.</summary>
internal static class SteadyRead
{
    private const int Tries = 5;

    /// <summary>What was read and whether the lock was held meanwhile: read again when the lock was taken or released during the read.</summary>
    /// <param name="isHeld">Looks at the lock.</param>
    /// <param name="read">Reads.</param>
    public static (T Value, bool Held) Of<T>(Func<bool> isHeld, Func<T> read)
    {
        var held = isHeld();
        for (var attempt = 1; ; attempt++)
        {
            var value = read();
            var now = isHeld();
            if (now == held || attempt == Tries)
            {
                // The state from before the read: a lock that is gone by now may have been held by the run that was read.
                return (value, held);
            }

            held = now;
        }
    }
}
