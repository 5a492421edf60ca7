namespace Broadside.Record.Reading.Gold;

/// <summary>Counts date values: right where the span touches and both bounds are the same days.</summary>
internal static class CountDates
{
    public static void Count(GoldText gold, IReadOnlyList<FoundDate> found, Tally dates)
    {
        var used = new HashSet<GoldDate>(ReferenceEqualityComparer.Instance);
        foreach (var date in found)
        {
            dates.Given++;
            Edtf.TryBounds(date.Edtf, out var earliest, out var latest);
            var match = gold.Dates!.FirstOrDefault(g => !used.Contains(g) && g.Place.Block == date.Passage.Block && g.Place.Start < date.Passage.End && date.Passage.Start < g.Place.End);
            if (match is not null)
            {
                used.Add(match);
                dates.Answered++;
            }
            var right = match is not null && match.Earliest == earliest && match.Latest == latest;
            dates.Judge(date.Reason, right);
            if (right)
            {
                dates.Right++;
            }
            else
            {
                dates.Faults.Add($"date wrong: {date.Passage.Block} '{date.Passage.Exact}' {date.Edtf} gold {match?.Earliest:o}/{match?.Latest:o}");
            }
        }
        dates.Gold += gold.Dates!.Count;
        dates.Faults.AddRange(gold.Dates.Where(g => !used.Contains(g)).Select(g => $"date missed: {g.Place.Block} at {g.Place.Start}"));
    }
}
