using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>One line of <c>versions/index</c>: a version, where its content lies, and its card.</summary>
public sealed record VersionIndexLine(LiveVersion Version, JsonElement? Card)
{
    internal static void Write(Stream index, VersionRow row, int file, long offset, int length)
    {
        using var envelope = JsonDocument.Parse(row.Envelope);
        var root = envelope.RootElement;
        JsonElement? card = root.TryGetProperty("card", out var found) ? found : null;
        index.Write(CanonicalJson.Bytes(new { card, file, row.Kind, length, row.Number, offset, row.Seq, settled_at = root.GetProperty("settled_at"), row.Sha256, row.Subject }));
        index.WriteByte((byte)'\n');
    }

    internal static VersionIndexLine Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var version = new LiveVersion
        {
            Subject = root.GetProperty("subject").GetString()!,
            Seq = root.GetProperty("seq").GetInt64(),
            Number = root.GetProperty("number").GetInt32(),
            Kind = Enum.Parse<VersionKind>(root.GetProperty("kind").GetString()!, ignoreCase: true),
            Hash = Convert.FromHexString(root.GetProperty("sha256").GetString()!),
            SettledAt = root.GetProperty("settled_at").GetDateTimeOffset(),
            File = root.GetProperty("file").GetInt32(),
            Offset = root.GetProperty("offset").GetInt64(),
            Length = root.GetProperty("length").GetInt32(),
        };
        return new VersionIndexLine(version, root.TryGetProperty("card", out var card) ? card.Clone() : null);
    }
}
