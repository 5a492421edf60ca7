using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broadside.Articles;
using Broadside.Themes;

namespace Broadside.Site.Search.Carried;

/// <summary>
/// Makes the files of one stretch. A shard is <c>{"en":{"hous":[57,…]},"es":…,"":…}</c>: stems by the language whose rules made
/// them, and for each the articles that have it, as sixteen times the distance from the one before plus the word's weight there
/// (<see cref="WordImpacts"/>). Titles are <c>[[address, title, instant, day, standfirst, language],…]</c>.
/// </summary>
internal static class StretchFiles
{
    private const int LongestStandfirst = 240;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The words of an article that the index holds, and what each weighs there.</summary>
    public static IReadOnlyList<(string Stem, int Step)> Words(ArticleContent content)
    {
        var text = SearchableText.Of(content);
        var small = text.Words.Where(w => SearchQuery.IsSmall(w.Folded)).Select(w => w.Stem).ToHashSet(StringComparer.Ordinal);
        return [.. WordImpacts.Weigh(text).Where(w => !small.Contains(w.Stem))];
    }

    /// <param name="stretch">Whose files to make.</param>
    /// <param name="contents">Its articles in order; null where no good copy is left.</param>
    /// <param name="words">Their <see cref="Words"/>.</param>
    /// <param name="when">Tells a date in the outlet's language and zone.</param>
    public static IReadOnlyDictionary<string, byte[]> Make(IndexStretch stretch, IReadOnlyList<ArticleContent?> contents, IReadOnlyList<IReadOnlyList<(string Stem, int Step)>> words, Func<DateTimeOffset, When> when)
    {
        var all = new Dictionary<string, Postings>(StringComparer.Ordinal);
        for (var number = 0; number < words.Count; number++)
        {
            foreach (var (stem, step) in words[number])
            {
                (all.TryGetValue(stem, out var there) ? there : all[stem] = new Postings()).Add(number, step);
            }
        }
        var shards = Enumerable.Range(0, stretch.Shards).Select(_ => new List<(string Language, string Stem, Postings Postings)>()).ToArray();
        foreach (var (marked, postings) in all)
        {
            var (stem, language) = Stems.Parts(marked);
            shards[SearchShard.Of(stem, stretch.Bits)].Add((language, stem, postings));
        }
        var titles = contents.Chunk(IndexStretch.TitlesTogether).ToArray();
        var files = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        Parallel.For(0, shards.Length + stretch.TitleFiles, i =>
        {
            var (name, bytes) = i < shards.Length ? (SearchShard.Name(i), Shard(shards[i])) : (SearchShard.TitlesName(i - shards.Length), Titles(titles[i - shards.Length], when));
            files[name] = bytes;
        });
        return files;
    }

    private static byte[] Shard(List<(string Language, string Stem, Postings Postings)> stems) => Write(json =>
    {
        json.WriteStartObject();
        foreach (var language in stems.GroupBy(s => s.Language).OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(language.Key);
            foreach (var (_, stem, postings) in language.OrderBy(s => s.Stem, StringComparer.Ordinal))
            {
                json.WriteStartArray(stem);
                postings.Numbers.ForEach(json.WriteNumberValue);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    });

    private static byte[] Titles(IEnumerable<ArticleContent?> contents, Func<DateTimeOffset, When> when) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var content in contents)
        {
            json.WriteStartArray();
            if (content is not null)
            {
                var at = content.Kind == ArticleKind.Page ? null : content.PublishedAt is { } published ? when(published) : null;
                json.WriteStringValue(content.Address);
                json.WriteStringValue(content.Title);
                json.WriteStringValue(at?.Iso ?? "");
                json.WriteStringValue(at?.Text ?? "");
                json.WriteStringValue(Beginning(content.Standfirst ?? content.Summary ?? ""));
                json.WriteStringValue(content.Language);
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    });

    private static string Beginning(string text)
    {
        if (text.Length <= LongestStandfirst)
        {
            return text;
        }
        var end = text.LastIndexOf(' ', LongestStandfirst) is > LongestStandfirst / 2 and var space ? space : char.IsHighSurrogate(text[LongestStandfirst - 1]) ? LongestStandfirst - 1 : LongestStandfirst;
        return text[..end] + " …";
    }

    internal static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1 << 13);
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            write(json);
        }
        return bytes.WrittenSpan.ToArray();
    }

    private sealed class Postings
    {
        private int last;

        public List<int> Numbers { get; } = [];

        public void Add(int number, int step)
        {
            Numbers.Add(((number - last) * 16) + step);
            last = number;
        }
    }
}
