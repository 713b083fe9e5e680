using System.Runtime.InteropServices;
using System.Text;
using Choo.Core.Text;

namespace Choo.Adapters.Processes.Linux;

/// <summary>A null-terminated array of null-terminated UTF-8 strings in one piece of native memory, as exec wants it.</summary>
internal sealed unsafe class StringBlock : IDisposable
{
    private void* memory;

    private StringBlock(int count, int bytes) => memory = NativeMemory.Alloc((nuint)(((count + 1) * sizeof(byte*)) + bytes));

    public byte** Pointer => (byte**)memory;

    public byte* First => Pointer[0];

    public static StringBlock Of(string first, IReadOnlyList<string> rest)
    {
        var bytes = Size(first);
        for (var i = 0; i < rest.Count; i++)
        {
            bytes += Size(rest[i]);
        }

        var block = new StringBlock(rest.Count + 1, bytes);
        var writer = new Writer(block.Pointer, rest.Count + 1);
        writer.Add(first, null);
        for (var i = 0; i < rest.Count; i++)
        {
            writer.Add(rest[i], null);
        }

        writer.End();
        return block;
    }

    public static StringBlock Of(IReadOnlyDictionary<string, string> variables, string? marker)
    {
        var count = variables.Count + (marker is null ? 0 : 1);
        var bytes = marker is null ? 0 : Size(ChildEnvironment.ProcessVariable) + Size(marker);
        foreach (var (name, value) in variables)
        {
            bytes += Size(name) + Size(value);
        }

        var block = new StringBlock(count, bytes);
        var writer = new Writer(block.Pointer, count);
        foreach (var (name, value) in variables)
        {
            writer.Add(name, value);
        }

        if (marker is not null)
        {
            writer.Add(ChildEnvironment.ProcessVariable, marker);
        }

        writer.End();
        return block;
    }

    public void Dispose()
    {
        NativeMemory.Free(memory);
        memory = null;
    }

    private static int Size(string text) => Encoding.UTF8.GetMaxByteCount(text.Length) + 1;

    private ref struct Writer(byte** entries, int count)
    {
        private byte* at = (byte*)(entries + count + 1);
        private int next;

        public void Add(string first, string? second)
        {
            entries[next++] = at;
            Put(first);
            if (second is not null)
            {
                *at++ = (byte)'=';
                Put(second);
            }

            *at++ = 0;
        }

        public readonly void End() => entries[next] = null;

        private void Put(string text) => at += PathText.Encode(text, new Span<byte>(at, Encoding.UTF8.GetMaxByteCount(text.Length)));
    }
}
