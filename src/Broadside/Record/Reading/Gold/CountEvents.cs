namespace Broadside.Record.Reading.Gold;

/// <summary>Counts salient events: right where a suggestion, or a sentence that was merged into it, stands in the sentence of a gold event.</summary>
internal static class CountEvents
{
    public static void Count(GoldText gold, Findings found, Tally events)
    {
        var salient = found.Events.Where(e => e.Salience == 3).ToList();
        var used = new HashSet<FoundEvent>(ReferenceEqualityComparer.Instance);
        foreach (var wanted in gold.Events!)
        {
            events.Gold++;
            var match = salient.Find(e => !used.Contains(e) && e.AlsoIn.Prepend(e.Sentence).Any(s => Holds(s, wanted.Place)))
                ?? salient.Find(e => e.AlsoIn.Prepend(e.Sentence).Any(s => Holds(s, wanted.Place)));
            if (match is null)
            {
                events.Faults.Add($"event missed: {wanted.Place.Block} at {wanted.Place.Start}");
                continue;
            }
            used.Add(match);
            events.Right++;
            events.Answered++;
        }
        if (gold.EventsComplete)
        {
            foreach (var one in found.Events)
            {
                events.Judge(one.Reason, used.Contains(one));
            }
            events.Given += salient.Count;
            events.Faults.AddRange(salient.Where(e => !used.Contains(e)).Select(e => $"event too many: {e.Sentence.Block} [{e.Trigger.Exact}] {e.Label}"));
        }
        else
        {
            events.Given += used.Count;
        }
    }

    private static bool Holds(Passage sentence, GoldPlace place) => sentence.Block == place.Block && sentence.Start <= place.Start && place.Start < sentence.End;
}
