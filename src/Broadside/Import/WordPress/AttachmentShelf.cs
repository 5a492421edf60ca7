using System.Text.Json;

namespace Broadside.Import.WordPress;

/// <summary>
/// The attachments of an export, laid down in a temporary file during the first pass so that memory stays flat: what is kept
/// in memory is where each one lies. Found by id, by any address that names the file, and by the post that it hangs on.
/// </summary>
internal sealed class AttachmentShelf : IDisposable
{
    private readonly FileStream file = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (long At, int Length)> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, string> byAddress = [];
    private readonly HashSet<string> shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> byParent = new(StringComparer.Ordinal);

    public int Count => byId.Count;

    /// <returns>False for one that is here already, by number and address.</returns>
    public bool Add(Attachment attachment)
    {
        var key = Hash(UploadAddress.Key(attachment.Url));
        lock (gate)
        {
            // A number that two files bear belongs to the first; the other one is known by its address.
            if (byId.ContainsKey(attachment.Id) && !byAddress.ContainsKey(key))
            {
                attachment = attachment with { Id = "#" + attachment.Url };
            }
            var bytes = JsonSerializer.SerializeToUtf8Bytes(attachment);
            if (!byId.TryAdd(attachment.Id, (file.Length, bytes.Length)))
            {
                return false;
            }
            file.Position = file.Length;
            file.Write(bytes);
            file.Flush();
            byAddress.TryAdd(key, attachment.Id);
            if (attachment.Parent is { Length: > 0 } parent && parent != "0")
            {
                (byParent.TryGetValue(parent, out var children) ? children : byParent[parent] = []).Add(attachment.Id);
            }
            return true;
        }
    }

    /// <summary>The attachment of that number; what asks for it shows it.</summary>
    public Attachment? ById(string id)
    {
        lock (gate)
        {
            if (byId.ContainsKey(id))
            {
                shown.Add(id);
            }
        }
        return Read(id);
    }

    /// <summary>The attachment that an address in a text names, a smaller copy included.</summary>
    public Attachment? ByAddress(string address)
    {
        var key = UploadAddress.Key(address);
        string? id;
        lock (gate)
        {
            byAddress.TryGetValue(Hash(key), out id);
        }
        return id is not null && Read(id) is { } found && UploadAddress.Key(found.Url) == key ? ById(id) : null;
    }

    /// <summary>Those that nobody asked for by number or address, in the order of the export.</summary>
    public IEnumerable<Attachment> NeverShown()
    {
        List<string> ids;
        lock (gate)
        {
            ids = [.. byId.Where(a => !shown.Contains(a.Key)).OrderBy(a => a.Value.At).Select(a => a.Key)];
        }
        return ids.Select(Read).OfType<Attachment>();
    }

    /// <summary>The files that hang on a post.</summary>
    public IReadOnlyList<Attachment> Of(string post)
    {
        List<string> ids;
        lock (gate)
        {
            ids = byParent.TryGetValue(post, out var children) ? [.. children] : [];
        }
        return [.. ids.Select(Read).OfType<Attachment>()];
    }

    /// <summary>The pictures among them, as a gallery without ids shows them.</summary>
    public IReadOnlyList<Attachment> PicturesOf(string post) => [.. Of(post).Where(a => IsPicture(a.Url)).OrderBy(a => a.Order)];

    public void Dispose() => file.Dispose();

    private Attachment? Read(string id)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(id, out var place))
            {
                return null;
            }
            var bytes = new byte[place.Length];
            file.Position = place.At;
            file.ReadExactly(bytes);
            return JsonSerializer.Deserialize<Attachment>(bytes);
        }
    }

    private static bool IsPicture(string url) =>
        Path.GetExtension(UploadAddress.Key(url)).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".gif" or ".webp" or ".avif" or ".svg" or ".tif" or ".tiff" or ".bmp";

    // FNV-1a, 64 bits: the same key is compared in full before it counts.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }
        return hash;
    }
}
