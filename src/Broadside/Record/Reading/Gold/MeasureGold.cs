namespace Broadside.Record.Reading.Gold;

/// <summary>Reads texts that a person annotated and compares: precision, recall and the share answered, for each kind of suggestion.</summary>
internal sealed class MeasureGold
{
    private readonly Tally dates = new();
    private readonly Tally quotes = new();
    private readonly Tally terms = new();
    private readonly Tally speakers = new();
    private readonly Tally names = new();
    private readonly Tally known = new();
    private readonly Tally fresh = new();
    private readonly Tally events = new();

    private readonly Dictionary<string, List<IReadOnlyList<(string Rule, double Stated, bool IsRight)>>> judged = [];

    /// <summary>What was missed and what was wrong, a line each.</summary>
    public IEnumerable<string> Faults => new[] { dates, quotes, terms, speakers, known, fresh, events }.SelectMany(t => t.Faults);

    public GoldScores Scores => new(dates.Score, quotes.Score, terms.Score, speakers.Score, names.Score, known.Score, fresh.Score, events.Score, [.. judged.Select(k => Calibration.Of(k.Key, k.Value))], Rules());

    public void Add(GoldText gold)
    {
        var kinds = new[] { ("dates", dates), ("quotes", quotes), ("speakers", speakers), ("names_known", known), ("names_new", fresh), ("events", events) };
        var before = kinds.Select(k => k.Item2.Judged.Count).ToList();
        Count(gold);
        for (var i = 0; i < kinds.Length; i++)
        {
            var (kind, tally) = kinds[i];
            (judged.TryGetValue(kind, out var texts) ? texts : judged[kind] = []).Add(tally.Judged[before[i]..]);
        }
    }

    private Dictionary<string, int[]> Rules() => judged.Values.SelectMany(k => k).SelectMany(t => t).GroupBy(Calibration.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new[] { g.Count(j => j.IsRight), g.Count() });

    private void Count(GoldText gold)
    {
        var found = RecordReader.Read(gold.Text, ActorDirectory.Empty);
        if (gold.Dates is not null)
        {
            CountDates.Count(gold, found.Dates, dates);
        }
        if (gold.Quotes is not null)
        {
            CountQuotes.Count(gold, found, quotes, terms, speakers);
        }
        if (gold.Names is not null)
        {
            CountNames.Count(gold, names, known, fresh);
        }
        if (gold.Events is not null)
        {
            CountEvents.Count(gold, found, events);
        }
    }
}

internal sealed record GoldScores(Score Dates, Score Quotes, Score Terms, Score Speakers, Score Names, Score NamesKnown, Score NamesNew, Score Events, IReadOnlyList<Calibration> Confidence, IReadOnlyDictionary<string, int[]> Rules);
