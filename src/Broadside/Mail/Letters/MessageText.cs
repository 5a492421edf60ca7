using System.Security.Cryptography;
using System.Text;
using Broadside.Mail.Dkim;

namespace Broadside.Mail.Letters;

/// <summary>A composed message taken apart: its header fields as they stand, and its body.</summary>
public sealed class MessageText
{
    private readonly byte[] message;
    private readonly int bodyAt;

    /// <param name="message">Header and body, lines ended by CRLF.</param>
    public MessageText(byte[] message)
    {
        this.message = message;
        var end = message.AsSpan().IndexOf("\r\n\r\n"u8);
        bodyAt = end < 0 ? message.Length : end + 4;
        Fields = Read(Encoding.Latin1.GetString(message, 0, end < 0 ? message.Length : end + 2));
    }

    public IReadOnlyList<MailField> Fields { get; }

    /// <summary>The message as it goes over the wire: signed, where there is a signer, and with lines that begin with a dot doubled.</summary>
    public byte[] ForTheWire(DkimSigner? signer, DateTimeOffset at)
    {
        var wire = new MemoryStream(message.Length + 1500);
        if (signer is not null)
        {
            var hash = SHA256.HashData(DkimText.Body(message.AsSpan(bodyAt)));
            wire.Write(Encoding.ASCII.GetBytes(signer.Sign(Fields, hash, at)));
        }
        var rest = message.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..(end + 1)];
            if (line[0] == (byte)'.')
            {
                wire.WriteByte((byte)'.');
            }
            wire.Write(line);
            rest = rest[line.Length..];
        }
        return wire.ToArray();
    }

    private static List<MailField> Read(string header)
    {
        var fields = new List<MailField>();
        foreach (var line in header.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] is ' ' or '\t' && fields.Count > 0)
            {
                fields[^1] = fields[^1] with { Value = fields[^1].Value + "\r\n" + line };
            }
            else if (line.IndexOf(':') is > 0 and var colon)
            {
                fields.Add(new MailField(line[..colon], line[(colon + 1)..].TrimStart(' ')));
            }
        }
        return fields;
    }
}
