namespace Broadside.Articles;

/// <summary>
/// Catalogue entries in order of publication, oldest first, in pieces: an old archive that comes in newest first, or an
/// article that is taken out of the middle of a hundred thousand, moves a few hundred places and not all of them.
/// </summary>
internal sealed class Timeline
{
    private const int Most = 512;

    private static readonly IComparer<CatalogueEntry> ByTime = Comparer<CatalogueEntry>.Create((a, b) =>
        a.PublishedMicros.CompareTo(b.PublishedMicros) is var time and not 0 ? time : string.CompareOrdinal(a.Id, b.Id));

    private readonly List<List<CatalogueEntry>> pieces = [];

    public int Count { get; private set; }

    /// <summary>Once, however often it is added.</summary>
    public void Add(CatalogueEntry entry)
    {
        var (piece, at) = PlaceOf(entry);
        if (IsAt(piece, at, entry))
        {
            return;
        }
        Count++;
        if (piece == pieces.Count)
        {
            pieces.Add([entry]);
            return;
        }
        var there = pieces[piece];
        if (there.Count == Most)
        {
            Split(ref piece, ref at);
            there = pieces[piece];
        }
        there.Insert(at, entry);
    }

    public void Remove(CatalogueEntry entry)
    {
        var (piece, at) = PlaceOf(entry);
        if (!IsAt(piece, at, entry))
        {
            return;
        }
        Count--;
        pieces[piece].RemoveAt(at);
        if (pieces[piece].Count == 0)
        {
            pieces.RemoveAt(piece);
        }
    }

    /// <summary>How many stand before where this one stands or would stand.</summary>
    public int IndexOf(CatalogueEntry entry)
    {
        var (piece, at) = PlaceOf(entry);
        return pieces.Take(piece).Sum(p => p.Count) + at;
    }

    /// <summary>Those from the index <paramref name="from"/> (0 is the oldest) to from + count, newest first.</summary>
    public List<CatalogueEntry> Stretch(int from, int count)
    {
        var end = (int)Math.Min((long)from + count, Count);
        var stretch = new List<CatalogueEntry>(Math.Max(0, end - from));
        var first = Count;
        for (var piece = pieces.Count - 1; piece >= 0 && first > from; piece--)
        {
            first -= pieces[piece].Count;
            for (var at = Math.Min(end - first, pieces[piece].Count) - 1; at >= Math.Max(0, from - first); at--)
            {
                stretch.Add(pieces[piece][at]);
            }
        }
        return stretch;
    }

    // The place of an entry, or the one where it belongs; most are newer than all others.
    private (int Piece, int At) PlaceOf(CatalogueEntry entry)
    {
        if (pieces.Count == 0 || ByTime.Compare(pieces[^1][^1], entry) < 0)
        {
            return pieces.Count > 0 && pieces[^1].Count < Most ? (pieces.Count - 1, pieces[^1].Count) : (pieces.Count, 0);
        }
        var (low, high) = (0, pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ByTime.Compare(pieces[middle][^1], entry) < 0 ? (middle + 1, high) : (low, middle);
        }
        var at = pieces[low].BinarySearch(entry, ByTime);
        return (low, at < 0 ? ~at : at);
    }

    private bool IsAt(int piece, int at, CatalogueEntry entry) => piece < pieces.Count && at < pieces[piece].Count && pieces[piece][at].Id == entry.Id;

    private void Split(ref int piece, ref int at)
    {
        var full = pieces[piece];
        // What comes before all of a piece gets one of its own: an archive read backwards leaves full pieces behind.
        var cut = at == 0 ? 0 : Most / 2;
        var tail = full[cut..];
        tail.Capacity = Most;
        full.RemoveRange(cut, full.Count - cut);
        pieces.Insert(piece + 1, tail);
        if (at > cut)
        {
            (piece, at) = (piece + 1, at - cut);
        }
    }
}
