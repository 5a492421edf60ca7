using Broadside.Kit;
using Broadside.Themes;
using MimeKit;
using MimeKit.Text;

namespace Broadside.Mail.Letters;

/// <summary>Makes the bytes of a letter: text and HTML side by side, in quoted-printable, so that no server needs to change them.</summary>
public sealed class ComposeLetter(Sender sender, IOutlet outlet, Ids ids, TimeProvider time)
{
    public (byte[] Message, string MessageId) Run(NewLetter letter)
    {
        var id = $"{ids.New()}@{sender.Domain}";
        using var message = new MimeMessage
        {
            MessageId = id,
            Date = time.GetUtcNow(),
            Subject = letter.Subject,
        };
        message.From.Add(new MailboxAddress(outlet.Name, sender.Address));
        message.To.Add(MailboxAddress.Parse(letter.To));
        if ((letter.ReplyTo ?? sender.ReplyTo) is { } answers)
        {
            message.ReplyTo.Add(MailboxAddress.Parse(answers));
        }
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", letter.Language);
        foreach (var field in letter.Fields)
        {
            message.Headers.Add(field.Name, field.Value);
        }
        var text = new TextPart(TextFormat.Plain) { Text = letter.Text.ReplaceLineEndings("\r\n"), ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        message.Body = letter.Html is null
            ? text
            : new MultipartAlternative(text, new TextPart(TextFormat.Html) { Text = letter.Html.ReplaceLineEndings("\r\n"), ContentTransferEncoding = ContentEncoding.QuotedPrintable });
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.EnsureNewLine = true;
        options.International = false;
        using var bytes = new MemoryStream();
        message.WriteTo(options, bytes);
        return (bytes.ToArray(), id);
    }
}
