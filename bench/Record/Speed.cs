using System.Diagnostics;
using System.Globalization;
using Broadside.Record.Reading;
using Broadside.Record.Reading.Dates;
using Broadside.Record.Reading.Gold;
using Broadside.Record.Reading.Quotes;

namespace Broadside.RecordBench;

/// <summary>How fast the reading is: characters a second of processor time on one core, warm, and the two marks.</summary>
internal static class Speed
{
    public static double Whole(IReadOnlyList<GoldText> texts, TimeSpan length) => Rate(texts, length, t => RecordReader.Read(t, ActorDirectory.Empty));

    /// <summary>Dates alone, from the bare text on, as a peer that knows nothing else.</summary>
    public static double Dates(IReadOnlyList<GoldText> texts, TimeSpan length) => Rate(texts, length, t =>
    {
        var lines = t.Blocks.Select((b, i) => new TextLine(b, i, i + 1 < t.Blocks.Count && QuoteMarks.BeginsWithMark(t.Blocks[i + 1].Text))).ToList();
        new DateFinder("en").Find(lines, t.Dateline ?? t.Published);
    });

    /// <summary>A long article and a directory of 20,000 aliases, one after another.</summary>
    public static (int Characters, double Middle, double Slow) LongArticle(IReadOnlyList<GoldText> texts)
    {
        var directory = Variations.Directory(20_000);
        var blocks = texts.SelectMany(t => t.Text.Blocks).ToList();
        // Long articles of other paragraphs each, so that no two times are of one text.
        var articles = Enumerable.Range(0, 40).Select(i => Variations.LongArticle(blocks, i, 10_000)).ToList();
        articles.ForEach(a => RecordReader.Read(a, directory));
        articles.ForEach(a => RecordReader.Read(a, directory));
        var times = new List<double>();
        for (var round = 0; round < 10; round++)
        {
            foreach (var article in articles)
            {
                var began = Stopwatch.GetTimestamp();
                RecordReader.Read(article, directory);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        times.Sort();
        return (articles.Sum(a => a.Blocks.Sum(b => b.Text.Length)) / articles.Count, times[times.Count / 2], times[times.Count * 95 / 100]);
    }

    /// <summary>Ten thousand articles, two at a time, with 20,000 aliases; the making of the articles is not counted.</summary>
    public static (long Characters, double Seconds, double ProcessorSeconds, long Suggestions) Archive(IReadOnlyList<GoldText> texts, int count)
    {
        var directory = Variations.Directory(20_000);
        var (characters, suggestions) = (0L, 0L);
        var (wall, processor) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var first = 0; first < count; first += 500)
        {
            var batch = Enumerable.Range(first, Math.Min(500, count - first)).Select(i => Variations.Of(texts[i % texts.Count].Text, i)).ToList();
            characters += batch.Sum(t => t.Blocks.Sum(b => (long)b.Text.Length));
            var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Parallel.ForEach(batch, new ParallelOptions { MaxDegreeOfParallelism = 2 }, text =>
            {
                var found = RecordReader.Read(text, directory);
                Interlocked.Add(ref suggestions, found.Quotes.Count + found.Dates.Count + found.Names.Count + found.Events.Count);
            });
            wall += Stopwatch.GetElapsedTime(began);
            processor += Environment.CpuUsage.TotalTime - used;
        }
        return (characters, wall.TotalSeconds, processor.TotalSeconds, suggestions);
    }

    public static void Print(IReadOnlyList<GoldText> texts, Peers peers, TimeSpan length)
    {
        var began = Environment.CpuUsage.TotalTime;
        foreach (var text in texts)
        {
            RecordReader.Read(text.Text, ActorDirectory.Empty);
        }
        var first = (Environment.CpuUsage.TotalTime - began).TotalMilliseconds;
        var (whole, dates) = (Whole(texts, length), Dates(texts, length));
        var (chrono, compromiseDates, names) = (peers.Speed("chrono"), peers.Speed("compromiseDates"), peers.Speed("compromiseNames"));
        var both = 1 / ((1 / chrono) + (1 / names));
        Row("Broadside: dates, names, quotes, events", whole, first, whole);
        Row("Broadside: dates alone", dates, null, whole);
        Row("chrono-node: dates", chrono, peers.FirstPass("chrono"), whole);
        Row("compromise: names", names, peers.FirstPass("compromiseNames"), whole);
        Row("compromise-dates: dates", compromiseDates, peers.FirstPass("compromiseDates"), whole);
        Row("chrono-node and compromise: dates and names", both, peers.FirstPass("chrono") + peers.FirstPass("compromiseNames"), whole);
    }

    public static void PrintMarks(IReadOnlyList<GoldText> texts, int articles)
    {
        var (characters, middle, slow) = LongArticle(texts);
        Console.WriteLine($"An article of {characters} characters, 20,000 aliases: p50 {Number(middle, "0.0")} ms, p95 {Number(slow, "0.0")} ms");
        var archive = Archive(texts, articles);
        Console.WriteLine($"{articles} articles ({Number(archive.Characters / 1e6, "0.0")} million characters), 20,000 aliases, two at a time: {Number(archive.Seconds, "0.0")} s, {Number(archive.ProcessorSeconds, "0.0")} s of processor time, {archive.Suggestions} findings");
    }

    private static void Row(string name, double rate, double? first, double ours) =>
        Console.WriteLine($"| {name} | {Number(rate / 1000, "#,0")} | {Number(ours / rate, "0.0")} | {(first is { } f ? Number(f, "#,0") : "")} |");

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Rate(IReadOnlyList<GoldText> texts, TimeSpan length, Action<SourceText> read)
    {
        int Rounds()
        {
            var (began, rounds) = (Stopwatch.GetTimestamp(), 0);
            for (; Stopwatch.GetElapsedTime(began) < length; rounds++)
            {
                foreach (var text in texts)
                {
                    read(text.Text);
                }
            }
            return rounds;
        }
        Rounds();
        var used = Environment.CpuUsage.TotalTime;
        var count = Rounds();
        return count * (double)texts.Sum(t => t.Text.Blocks.Sum(b => b.Text.Length)) / (Environment.CpuUsage.TotalTime - used).TotalSeconds;
    }
}
