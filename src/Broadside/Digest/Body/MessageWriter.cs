using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Dkim;
using MimeKit;

namespace Broadside.Digest.Body;

/// <summary>
/// Makes one recipient's message out of a frozen body: a header of its own, the body's bytes with the token in their holes. A
/// second time it makes the same bytes, signature included. Not for several threads: each connection has one.
/// </summary>
public sealed class MessageWriter
{
    private const int MarkBytes = 8;

    private readonly long digest;
    private readonly DateTimeOffset date;
    private readonly IReadOnlyDictionary<int, FrozenBody> bodies;
    private readonly MailToken tokens;
    private readonly Sender sender;
    private readonly string from;
    private readonly string domain;
    private readonly ListFields list;
    private readonly string dateText;
    private readonly StringBuilder header = new(4096);
    private (long Subscriber, string Token) last = (-1, "");

    // The message before: its header ends where its body begins, so that a body which comes again stays where it is.
    private byte[] buffer = [];
    private int bodyAt = 8192;
    private FrozenBody? placed;

    public MessageWriter(DigestRow digest, IReadOnlyDictionary<int, FrozenBody> bodies, string outlet, MailToken tokens, Sender sender, BaseAddress address)
    {
        this.digest = digest.Number;
        date = digest.FrozenAt ?? digest.SendAt;
        dateText = date.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
        (this.bodies, this.tokens, this.sender) = (bodies, tokens, sender);
        from = $"{MailPhrase.Of(outlet)} <{sender.Address}>";
        domain = sender.Domain;
        list = new ListFields(digest, sender, address);
    }

    /// <summary>Where the message comes back to.</summary>
    public string ReturnPath(long subscriber) => sender.ReturnPath(Token(subscriber));

    /// <summary>The whole message as it goes over the wire; good until the next call.</summary>
    /// <param name="subscriber">The recipient's number.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="body">Which body.</param>
    /// <param name="signer">Null where the route signs.</param>
    /// <param name="made">What <see cref="SignAhead"/> made of it, if it still fits.</param>
    public ReadOnlyMemory<byte> Write(long subscriber, string to, int body, DkimSigner? signer, byte[]? made)
    {
        var frozen = bodies[body];
        var personal = Token(subscriber);
        var fields = Fields(frozen, personal, to);
        header.Clear();
        if (signer is not null)
        {
            header.Append(made is not null && made.AsSpan().StartsWith(Mark(to, signer))
                ? signer.Sign(fields, made.AsSpan(MarkBytes, 32), date, made.AsSpan(MarkBytes + 32))
                : signer.Sign(fields, BodyHash(frozen), date));
        }
        foreach (var field in fields)
        {
            header.Append(field.Name).Append(": ").Append(field.Value).Append("\r\n");
        }
        header.Append("\r\n");
        var headerBytes = 0;
        foreach (var chunk in header.GetChunks())
        {
            headerBytes += Encoding.UTF8.GetByteCount(chunk.Span);
        }
        Place(frozen, headerBytes);
        var at = bodyAt - headerBytes;
        foreach (var chunk in header.GetChunks())
        {
            at += Encoding.UTF8.GetBytes(chunk.Span, buffer.AsSpan(at));
        }
        return buffer.AsMemory(bodyAt - headerBytes, headerBytes + frozen.Bytes.Length);
    }

    /// <summary>The signature, to be made in a quiet hour: a mark of whom and which key it is for, the hash of the body, the signature itself.</summary>
    public byte[] SignAhead(long subscriber, string to, int body, DkimSigner signer)
    {
        var frozen = bodies[body];
        var fields = Fields(frozen, Token(subscriber), to);
        var hash = BodyHash(frozen);
        return [.. Mark(to, signer), .. hash, .. signer.SignAhead(fields, hash, date)];
    }

    private string Token(long subscriber)
    {
        if (last.Subscriber != subscriber)
        {
            last = (subscriber, tokens.Make(MailTokenUse.Digest, digest, subscriber));
        }
        return last.Token;
    }

    private byte[] BodyHash(FrozenBody frozen)
    {
        Place(frozen, 0);
        return SHA256.HashData(buffer.AsSpan(bodyAt, frozen.Bytes.Length));
    }

    private static ReadOnlySpan<byte> Mark(string to, DkimSigner signer) => SHA256.HashData(Encoding.UTF8.GetBytes(signer.Id + to)).AsSpan(0, MarkBytes);

    private MailField[] Fields(FrozenBody body, string personal, string to) =>
    [
        new("From", from),
        new("To", to),
        new("Subject", body.Subject),
        new("Date", dateText),
        new("Message-ID", $"<d.{personal}@{domain}>"),
        .. sender.ReplyTo is { } answers ? [new MailField("Reply-To", answers)] : Array.Empty<MailField>(),
        new("MIME-Version", "1.0"),
        new("Content-Type", body.ContentType),
        new("Content-Language", body.Language),
        .. list.Of(personal),
        new("Auto-Submitted", "auto-generated"),
        new("Precedence", "bulk"),
    ];

    // Afterwards the body stands in the buffer with the token in its holes, and has room for its header before it.
    private void Place(FrozenBody body, int headerBytes)
    {
        if (!ReferenceEquals(body, placed) || headerBytes > bodyAt)
        {
            bodyAt = Math.Max(bodyAt, headerBytes);
            if (buffer.Length < bodyAt + body.Bytes.Length)
            {
                buffer = new byte[bodyAt + body.Bytes.Length];
            }
            body.Bytes.CopyTo(buffer.AsSpan(bodyAt));
            placed = body;
        }
        foreach (var hole in body.Holes)
        {
            Encoding.ASCII.GetBytes(last.Token, buffer.AsSpan(bodyAt + hole));
        }
    }

    /// <summary>A text as a header field holds it: as it is in ASCII, else in encoded words, folded.</summary>
    public static string Encoded(string text)
    {
        if (text.All(c => c is >= ' ' and < '\u007f' && c is not ('"' or '\\' or '<' or '>' or '(' or ')' or ',' or ';' or ':' or '@' or '[' or ']' or '=')) && text.Length < 60)
        {
            return text;
        }
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return Encoding.ASCII.GetString(MimeKit.Utils.Rfc2047.EncodeText(options, Encoding.UTF8, text)).Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim().Replace("?= =?", "?=\r\n =?", StringComparison.Ordinal);
    }
}
