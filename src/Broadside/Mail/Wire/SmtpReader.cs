using System.Text;

namespace Broadside.Mail.Wire;

/// <summary>Reads the answers of a mail server: bounded in length and number of lines, in whatever pieces they arrive.</summary>
internal sealed class SmtpReader(Stream stream)
{
    private const int LongestLine = 2048;
    private const int MostLines = 100;

    private readonly byte[] buffer = new byte[LongestLine];
    private int start;
    private int end;

    /// <summary>True while bytes wait that nobody asked for: before TLS begins that is an attempt to slip answers in.</summary>
    public bool HasMore => end > start;

    /// <summary>The next answer and its lines; lost where the server ends, breaks the rules or is too slow.</summary>
    public async ValueTask<(SmtpAnswer Answer, IReadOnlyList<string> Lines)> ReadAsync(CancellationToken cancel)
    {
        List<string>? more = null;
        while (true)
        {
            if (await LineAsync(cancel) is not { } line)
            {
                return (SmtpAnswer.Lost("The mail server closed the connection."), []);
            }
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599 || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                return (SmtpAnswer.Lost("The mail server gave an answer that is none: " + Short(line)), []);
            }
            var text = line.Length > 4 ? line[4..] : "";
            if (line.Length > 3 && line[3] == '-')
            {
                (more ??= []).Add(text);
                if (more.Count > MostLines)
                {
                    return (SmtpAnswer.Lost("The mail server does not end its answer."), []);
                }
                continue;
            }
            if (more is null)
            {
                return (new SmtpAnswer(code, text), [text]);
            }
            more.Add(text);
            return (new SmtpAnswer(code, string.Join(' ', more)), more);
        }
    }

    private async ValueTask<string?> LineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, start, length).TrimEnd('\r');
                start += length + 1;
                return line;
            }
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            if (end == buffer.Length)
            {
                // Longer than any server's words: what came so far is the line.
                var line = Encoding.UTF8.GetString(buffer, 0, end);
                end = 0;
                return line;
            }
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancel);
            if (read == 0)
            {
                return null;
            }
            end += read;
        }
    }

    private static string Short(string line) => line.Length > 80 ? line[..80] : line;
}
