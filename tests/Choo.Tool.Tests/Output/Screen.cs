using System.Text;

namespace Choo.Tool.Tests.Output;

/// <summary>A terminal small enough for these tests: what a person would see after the bytes were written, scrolled lines included.</summary>
internal static class Screen
{
    public static string Of(string text, int width)
    {
        List<StringBuilder> lines = [new()];
        var (row, column) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\e':
                    var (command, argument, end) = Sequence(text, i);
                    i = end;
                    (row, column) = Move(command, argument, row, column, lines);
                    break;
                case '\n':
                    (row, column) = (row + 1, 0);
                    break;
                case '\r':
                    column = 0;
                    break;
                default:
                    if (column == width)
                    {
                        (row, column) = (row + 1, 0);
                    }

                    Put(lines, row, column++, text[i]);
                    break;
            }

            while (lines.Count <= row)
            {
                lines.Add(new StringBuilder());
            }
        }

        return string.Join('\n', lines.Select(line => line.ToString().TrimEnd())).TrimEnd() + "\n";
    }

    private static (char Command, int Argument, int End) Sequence(string text, int start)
    {
        var end = start + 2;
        while (text[end] is not (>= '@' and <= '~'))
        {
            end++;
        }

        return (text[end], int.TryParse(text[(start + 2)..end], out var number) ? number : -1, end);
    }

    private static (int Row, int Column) Move(char command, int argument, int row, int column, List<StringBuilder> lines)
    {
        switch (command)
        {
            case 'A':
                return (Math.Max(0, row - Math.Max(1, argument)), column);
            case 'B':
                return (row + Math.Max(1, argument), column);
            case 'K':
                lines[row].Clear().Append(argument == 2 ? "" : lines[row].ToString()[..Math.Min(column, lines[row].Length)]);
                return (row, column);
            case 'J':
                lines[row].Length = Math.Min(column, lines[row].Length);
                lines.RemoveRange(Math.Min(row + 1, lines.Count), Math.Max(0, lines.Count - row - 1));
                return (row, column);
            case 'm' or 'h' or 'l':
                return (row, column);
            default:
                throw new NotSupportedException($"CSI {argument} {command}");
        }
    }

    private static void Put(List<StringBuilder> lines, int row, int column, char character)
    {
        while (lines.Count <= row)
        {
            lines.Add(new StringBuilder());
        }

        var line = lines[row];
        line.Append(' ', Math.Max(0, column + 1 - line.Length));
        line[column] = character;
    }
}
