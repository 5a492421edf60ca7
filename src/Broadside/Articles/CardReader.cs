using System.Globalization;
using System.Text.Json;
using Broadside.Guard;

namespace Broadside.Articles;

/// <summary>
/// Reads cards as they stand in the signed index, without objects in between: a newsroom that opens reads one for every
/// article that it ever published. The same few slugs stand on all of them and are one string each.
/// </summary>
internal sealed class CardReader
{
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly List<string> several = [];

    public CardReader()
    {
        bySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The names are those of <see cref="ArticleCard"/>.</summary>
    public CatalogueEntry Read(LiveVersion version, ReadOnlySpan<byte> card)
    {
        var entry = new CatalogueEntry { Id = Article.IdOf(version.Subject), Version = version };
        var reader = new Utf8JsonReader(card);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            switch (name)
            {
                case var _ when name.SequenceEqual("address"u8):
                    entry.Address = reader.GetString()!;
                    break;
                case var _ when name.SequenceEqual("at"u8):
                    entry.PublishedMicros = reader.GetInt64();
                    break;
                case var _ when name.SequenceEqual("updated"u8):
                    entry.UpdatedMicros = reader.GetInt64();
                    break;
                case var _ when name.SequenceEqual("former"u8):
                    entry.Former = Strings(ref reader);
                    break;
                case var _ when name.SequenceEqual("kind"u8):
                    entry.IsPage = reader.ValueTextEquals("page"u8);
                    break;
                case var _ when name.SequenceEqual("lang"u8):
                    entry.Language = Word(ref reader);
                    break;
                case var _ when name.SequenceEqual("topics"u8):
                    entry.Topics = Words(ref reader);
                    break;
                case var _ when name.SequenceEqual("tags"u8):
                    entry.Tags = Words(ref reader);
                    break;
                case var _ when name.SequenceEqual("people"u8):
                    entry.People = Words(ref reader);
                    break;
                case var _ when name.SequenceEqual("series"u8):
                    entry.Series = Word(ref reader);
                    break;
                case var _ when name.SequenceEqual("group"u8):
                    entry.Group = reader.GetString();
                    break;
                case var _ when name.SequenceEqual("media"u8):
                    entry.Media = [.. Strings(ref reader).Select(MediaKey.Of).OfType<MediaKey>()];
                    break;
                case var _ when name.SequenceEqual("audio"u8):
                    entry.HasAudio = reader.GetBoolean();
                    break;
                case var _ when name.SequenceEqual("corrected"u8):
                    entry.IsCorrected = reader.GetBoolean();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        entry.Month = Month(entry.PublishedAt.UtcDateTime);
        return entry;
    }

    private string Month(DateTime at)
    {
        Span<char> digits = stackalloc char[16];
        at.TryFormat(digits, out var count, "yyyy-MM", CultureInfo.InvariantCulture);
        return Known(digits[..count]);
    }

    private string[] Words(ref Utf8JsonReader reader)
    {
        several.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            several.Add(Word(ref reader));
        }
        return [.. several];
    }

    private string[] Strings(ref Utf8JsonReader reader)
    {
        several.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            several.Add(reader.GetString()!);
        }
        return [.. several];
    }

    private string Word(ref Utf8JsonReader reader)
    {
        Span<char> letters = stackalloc char[256];
        if (reader.ValueSpan.Length > letters.Length)
        {
            return reader.GetString()!;
        }
        return Known(letters[..reader.CopyString(letters)]);
    }

    private string Known(ReadOnlySpan<char> word)
    {
        if (!bySpan.TryGetValue(word, out var known))
        {
            known = word.ToString();
            words.Add(known, known);
        }
        return known;
    }
}
