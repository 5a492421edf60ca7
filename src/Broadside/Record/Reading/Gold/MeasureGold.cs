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

    /// <summary>What was missed and what was wrong, a line each.</summary>
    public IEnumerable<string> Faults => new[] { dates, quotes, terms, speakers, known, fresh, events }.SelectMany(t => t.Faults);

    public GoldScores Scores => new(dates.Score, quotes.Score, terms.Score, speakers.Score, names.Score, known.Score, fresh.Score, events.Score);

    public void Add(GoldText gold)
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

internal sealed record GoldScores(Score Dates, Score Quotes, Score Terms, Score Speakers, Score Names, Score NamesKnown, Score NamesNew, Score Events);
