using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>One line of <c>versions/index</c>: a version, where its content lies, and its card. A newsroom that opens reads one for everything it ever published.</summary>
internal static class VersionIndexLine
{
    public static void Write(Stream index, VersionRow row, int file, long offset, int length)
    {
        using var envelope = JsonDocument.Parse(row.Envelope);
        var root = envelope.RootElement;
        JsonElement? card = root.TryGetProperty("card", out var found) ? found : null;
        index.Write(CanonicalJson.Bytes(new { card, file, row.Kind, length, row.Number, offset, row.Seq, settled_at = root.GetProperty("settled_at"), row.Sha256, row.Subject }));
        index.WriteByte((byte)'\n');
    }

    /// <param name="line">Without its end.</param>
    /// <param name="card">Where its card stands in it; empty where there is none.</param>
    public static LiveVersion Read(ReadOnlySpan<byte> line, out Range card)
    {
        card = 0..0;
        var (file, length, number, offset, seq) = (0, 0, 0, 0L, 0L);
        var (kind, sha256, subject) = (VersionKind.Publish, "", "");
        var settled = DateTimeOffset.UnixEpoch;
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            switch (name)
            {
                case var _ when name.SequenceEqual("card"u8):
                    var from = (int)reader.TokenStartIndex;
                    reader.Skip();
                    card = from..(int)reader.BytesConsumed;
                    break;
                case var _ when name.SequenceEqual("file"u8):
                    file = reader.GetInt32();
                    break;
                case var _ when name.SequenceEqual("kind"u8):
                    kind = reader.ValueTextEquals("publish"u8) ? VersionKind.Publish : Enum.Parse<VersionKind>(reader.GetString()!, ignoreCase: true);
                    break;
                case var _ when name.SequenceEqual("length"u8):
                    length = reader.GetInt32();
                    break;
                case var _ when name.SequenceEqual("number"u8):
                    number = reader.GetInt32();
                    break;
                case var _ when name.SequenceEqual("offset"u8):
                    offset = reader.GetInt64();
                    break;
                case var _ when name.SequenceEqual("seq"u8):
                    seq = reader.GetInt64();
                    break;
                case var _ when name.SequenceEqual("settled_at"u8):
                    settled = reader.GetDateTimeOffset();
                    break;
                case var _ when name.SequenceEqual("sha256"u8):
                    sha256 = reader.GetString()!;
                    break;
                case var _ when name.SequenceEqual("subject"u8):
                    subject = reader.GetString()!;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return new LiveVersion { Subject = subject, Seq = seq, Number = number, Kind = kind, Sha256 = sha256, SettledAt = settled, File = file, Offset = offset, Length = length };
    }
}
