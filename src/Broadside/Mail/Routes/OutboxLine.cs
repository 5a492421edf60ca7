using System.Globalization;
using Broadside.Kit;
using Broadside.Mail.Wire;
using Broadside.Storage;

namespace Broadside.Mail.Routes;

/// <summary>Where no relay is configured: each message becomes a file in <c>outbox/</c>, which the desk shows as mail.</summary>
public sealed class OutboxLine(DataFolder folder, TimeProvider time) : IMailLine
{
    private readonly MemoryStream text = new();
    private SmtpEnvelope envelope;

    public bool IsLost => false;

    public bool TakesUtf8 => true;

    public static string Folder(DataFolder folder) => folder.Within("outbox");

    public Task<SmtpAnswer> BeginAsync(SmtpEnvelope envelope)
    {
        this.envelope = envelope;
        text.SetLength(0);
        return Task.FromResult(new SmtpAnswer(354, "", SmtpStep.Text));
    }

    public Task<SmtpAnswer> WriteAsync(ReadOnlyMemory<byte> text)
    {
        this.text.Write(text.Span);
        return Task.FromResult(new SmtpAnswer(250, "", SmtpStep.Text));
    }

    public Task<SmtpAnswer> EndAsync()
    {
        var day = Path.Combine(Folder(folder), time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var name = $"{time.GetUtcNow():HHmmssfff}-{Ids.NewBlockId()}.eml";
        try
        {
            Directory.CreateDirectory(day);
            AtomicFile.Write(Path.Combine(day, name), Whole());
            return Task.FromResult(new SmtpAnswer(250, "2.0.0 kept as " + name, SmtpStep.End));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(new SmtpAnswer(452, "4.3.1 " + e.Message, SmtpStep.End));
        }
    }

    public async Task<(SmtpAnswer Ended, SmtpAnswer Begun)> EndAndBeginAsync(SmtpEnvelope next) => (await EndAsync(), await BeginAsync(next));

    public ValueTask DisposeAsync() => text.DisposeAsync();

    // As a server keeps it: the envelope on top, doubled dots made single again.
    private byte[] Whole()
    {
        var kept = new MemoryStream();
        kept.Write(System.Text.Encoding.UTF8.GetBytes($"Return-Path: <{envelope.From}>\r\nDelivered-To: {envelope.To}\r\n"));
        var rest = text.GetBuffer().AsSpan(0, (int)text.Length);
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..(end + 1)];
            kept.Write(line.StartsWith("."u8) ? line[1..] : line);
            rest = rest[line.Length..];
        }
        return kept.ToArray();
    }
}
