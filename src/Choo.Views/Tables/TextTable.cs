using Choo.Views.Text;

namespace Choo.Views.Tables;

/// <summary>A table of plain text; the first column gives way when the width does not suffice.</summary>
internal sealed class TextTable(params TableColumn[] columns)
{
    private readonly List<TableCell[]> rows = [];

    /// <summary>Adds a row, a cell a column.</summary>
    public void Add(params TableCell[] cells) => rows.Add(cells);

    /// <summary>The lines, heading first.</summary>
    public IEnumerable<string> Lines(int width, Paint paint)
    {
        var widths = columns.Select((column, i) => Math.Max(column.Title.Length, rows.Select(row => Columns.Width(row[i].Text)).DefaultIfEmpty().Max())).ToArray();
        var others = widths.Skip(1).Sum(w => w + 2);
        widths[0] = Math.Max(8, Math.Min(widths[0], width - others));
        yield return Line([.. columns.Select(column => new TableCell(column.Title, Tone.Faint))], widths, paint);
        foreach (var row in rows)
        {
            yield return Line(row, widths, paint);
        }
    }

    private string Line(TableCell[] cells, int[] widths, Paint paint)
    {
        var parts = cells.Select((cell, i) =>
        {
            var text = Columns.Cut(cell.Text, widths[i]);
            var space = new string(' ', widths[i] - Columns.Width(text));
            var painted = paint.In(cell.Tone, text);
            return columns[i].Right ? space + painted : i == cells.Length - 1 ? painted : painted + space;
        });
        return string.Join("  ", parts);
    }
}

/// <summary>A column.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Right">Whether it is aligned to the right.</param>
internal readonly record struct TableColumn(string Title, bool Right = false);

/// <summary>A cell.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Tone">Its colour.</param>
internal readonly record struct TableCell(string Text, Tone Tone = Tone.Plain);
