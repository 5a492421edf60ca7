namespace Broadside.Subscribers.Lists;

/// <summary>What became of a list that was brought over, or would become of it. Each row counts once.</summary>
public sealed class ImportedList
{
    /// <summary>More of them help nobody; the last says how many were left out.</summary>
    public const int MostBad = 10_000;

    private readonly List<BadRow> bad = [];
    private BadRow? first;
    private long leftOut;

    /// <summary>On the list since, because where and when they agreed is known.</summary>
    public long Created { get; set; }

    /// <summary>Known already, or twice in the file.</summary>
    public long Unchanged { get; set; }

    /// <summary>Asked once by mail whether they want it.</summary>
    public long Asked { get; set; }

    /// <summary>Asked only because the file says when they agreed and not where: a stated source would put them on the list.</summary>
    public long AskedForSource { get; set; }

    /// <summary>Not taken: they left, complained, were erased, or their mail came back, here or there.</summary>
    public long Suppressed { get; set; }

    public IReadOnlyList<BadRow> Bad => leftOut == 0 ? bad : [.. bad, new(first!.Line, $"{leftOut} more rows from here on cannot be read either.")];

    /// <summary>How many were not taken, those that are not told of one by one too.</summary>
    public long BadCount => bad.Count + leftOut;

    public long Rows => Created + Unchanged + Asked + Suppressed + bad.Count + leftOut;

    public void NoteBad(long line, string message)
    {
        if (bad.Count < MostBad)
        {
            bad.Add(new BadRow(line, message));
            return;
        }
        first ??= new BadRow(line, message);
        leftOut++;
    }
}

/// <summary>A row that was not taken, with one sentence that says why.</summary>
public sealed record BadRow(long Line, string Message);
