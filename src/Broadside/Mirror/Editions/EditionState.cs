using System.Text;
using Broadside.Storage;

namespace Broadside.Mirror.Editions;

/// <summary>
/// What was known of every page when the last edition was made: its hash, what it read, which media it names. With it the next
/// edition renders what has changed and nothing else. A memory only: without it everything is rendered again.
/// </summary>
public sealed class EditionState
{
    private const int Form = 1;
    private const int HashBytes = 32;

    /// <summary>Of program, theme and address: another one makes every page new.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Position of the signed head that these pages show.</summary>
    public required long Seq { get; init; }

    public required Dictionary<string, KnownPage> Pages { get; init; }

    /// <summary>By name, as <c>{sha256}-640.webp</c>.</summary>
    public required Dictionary<string, KnownMedia> Media { get; init; }

    /// <summary>Null where there is none, or it is none that can be read.</summary>
    public static EditionState? Load(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16), Encoding.UTF8);
            return reader.ReadInt32() == Form ? Read(reader) : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    public void Save(string path)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Form);
            writer.Write(Fingerprint);
            writer.Write(Seq);
            foreach (var word in Pages.Values.SelectMany(p => p.Notes.Concat(p.Media)))
            {
                words.TryAdd(word, words.Count);
            }
            writer.Write(words.Count);
            foreach (var word in words.Keys)
            {
                writer.Write(word);
            }
            writer.Write(Pages.Count);
            foreach (var (name, page) in Pages)
            {
                writer.Write(name);
                writer.Write(Convert.FromHexString(page.Sha256));
                writer.Write7BitEncodedInt64(page.Size);
                writer.Write7BitEncodedInt(page.Status);
                Write(writer, words, page.Notes);
                Write(writer, words, page.Media);
            }
            writer.Write(Media.Count);
            foreach (var (name, file) in Media)
            {
                writer.Write(name);
                writer.Write(Convert.FromHexString(file.Sha256));
                writer.Write7BitEncodedInt64(file.Size);
                writer.Write(file.WrittenTicks);
                writer.Write(file.IsStandIn);
            }
        }
        AtomicFile.Write(path, memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    private static EditionState Read(BinaryReader reader)
    {
        var (fingerprint, seq) = (reader.ReadString(), reader.ReadInt64());
        var words = new string[reader.ReadInt32()];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = reader.ReadString();
        }
        var count = reader.ReadInt32();
        var pages = new Dictionary<string, KnownPage>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            pages[reader.ReadString()] = new KnownPage(Hash(reader), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt(), Words(reader, words), Words(reader, words));
        }
        count = reader.ReadInt32();
        var media = new Dictionary<string, KnownMedia>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            media[reader.ReadString()] = new KnownMedia(Hash(reader), reader.Read7BitEncodedInt64(), reader.ReadInt64(), reader.ReadBoolean());
        }
        return new EditionState { Fingerprint = fingerprint, Seq = seq, Pages = pages, Media = media };
    }

    private static string Hash(BinaryReader reader) => Convert.ToHexStringLower(reader.ReadBytes(HashBytes));

    private static string[] Words(BinaryReader reader, string[] words)
    {
        var read = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = words[reader.Read7BitEncodedInt()];
        }
        return read;
    }

    private static void Write(BinaryWriter writer, Dictionary<string, int> words, string[] some)
    {
        writer.Write7BitEncodedInt(some.Length);
        foreach (var word in some)
        {
            writer.Write7BitEncodedInt(words[word]);
        }
    }
}

/// <param name="Notes">What it read.</param>
/// <param name="Media">Names of the media files that it names.</param>
public sealed record KnownPage(string Sha256, long Size, int Status, string[] Notes, string[] Media);

/// <param name="WrittenTicks">When the file was last written: a newer one is hashed again.</param>
/// <param name="IsStandIn">The rendition itself was not made yet.</param>
public sealed record KnownMedia(string Sha256, long Size, long WrittenTicks, bool IsStandIn);
