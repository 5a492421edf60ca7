using System.Text;
using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>Signs versions, and says of a row whether it is still what was signed: columns, envelope, signature and content together.</summary>
public sealed class VersionSeal(KeyRing keys)
{
    public VersionRow Sign(VersionEnvelope envelope, byte[] content)
    {
        var bytes = CanonicalJson.Bytes(envelope);
        return Row(envelope, Encoding.UTF8.GetString(bytes), Convert.ToBase64String(keys.SignHeld(bytes)), Encoding.UTF8.GetString(content));
    }

    /// <summary>The row that a line in <c>versions/</c> was written from, if it verifies.</summary>
    public VersionRow? Restore(string envelope, string signature, string content) =>
        Open(envelope, signature) is { } signed && Row(signed, envelope, signature, content) is var row && Verifies(row) ? row : null;

    /// <summary>Whether a row is the one that the head says, and holds.</summary>
    public bool Holds(VersionRow row, LiveVersion version) =>
        row.Seq == version.Seq && row.Number == version.Number && row.Sha256 == version.Sha256 && Verifies(row);

    /// <summary>Whether a row's columns and content agree with its envelope, and the envelope with its signature.</summary>
    public bool Verifies(VersionRow row) => Read(row) is not null;

    /// <summary>The signed envelope of a row that verifies; null otherwise.</summary>
    public VersionEnvelope? Read(VersionRow row)
    {
        if (Open(row.Envelope, row.Signature) is not { } signed)
        {
            return null;
        }
        var agrees = signed.Seq == row.Seq && signed.Subject == row.Subject && signed.Number == row.Number && signed.Kind == row.Kind
            && signed.Sha256 == row.Sha256 && signed.Previous == row.Previous && signed.At == row.At;
        var isWhole = !Defence.IsOn("content-hash") || (row.Content is not null && CanonicalJson.Sha256(row.ContentBytes()) == signed.Sha256);
        return agrees && isWhole ? signed : null;
    }

    private VersionEnvelope? Open(string envelope, string signature)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(envelope);
            var read = CanonicalJson.Read<VersionEnvelope>(bytes);
            var good = keys.VerifiesVersion(read.Key, read.Seq, bytes, Convert.FromBase64String(signature));
            return good || !Defence.IsOn("version-signature") ? read : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private static VersionRow Row(VersionEnvelope signed, string envelope, string signature, string content) => new()
    {
        Seq = signed.Seq,
        Subject = signed.Subject,
        Number = signed.Number,
        Kind = signed.Kind,
        Sha256 = signed.Sha256,
        Previous = signed.Previous,
        At = signed.At,
        Envelope = envelope,
        Signature = signature,
        Content = content,
    };
}
