using Broadside.Mail.Wire;

namespace Broadside.Mail;

/// <summary>A way on which one message after another goes out: a mail server's connection, or the outbox folder where there is none.</summary>
public interface IMailLine : IAsyncDisposable
{
    /// <summary>Of no more use.</summary>
    bool IsLost { get; }

    /// <summary>Whether addresses outside ASCII are taken.</summary>
    bool TakesUtf8 { get; }

    /// <summary>Names sender and recipient. Good when the text may follow.</summary>
    Task<SmtpAnswer> BeginAsync(SmtpEnvelope envelope);

    /// <summary>Sends text: it ends in CRLF, and its lines that begin with a dot begin with two.</summary>
    Task<SmtpAnswer> WriteAsync(ReadOnlyMemory<byte> text);

    /// <summary>Ends the message: before this, nothing was delivered; when the answer is lost, nobody knows.</summary>
    Task<SmtpAnswer> EndAsync();

    /// <summary>Ends the message and begins the next one at once.</summary>
    Task<(SmtpAnswer Ended, SmtpAnswer Begun)> EndAndBeginAsync(SmtpEnvelope next);
}
