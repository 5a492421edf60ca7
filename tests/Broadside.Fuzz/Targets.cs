using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Giving.Statements;
using Broadside.Import.Pages;
using Broadside.Mail;
using Broadside.Mail.Inbound;

namespace Broadside.Fuzz;

/// <summary>The parsers of text from outside, each with what must hold whatever the bytes: no exception, and only sound blocks.</summary>
public static class Targets
{
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new SortedDictionary<string, Action<byte[]>>
    {
        ["html"] = bytes => CheckBody(HtmlReader.Read(Encoding.UTF8.GetString(bytes), Options)),
        ["page"] = bytes => CheckPage(PageBytes.Decode(bytes)),
        ["return"] = CheckReturn,
        ["statement"] = CheckStatement,
        ["address"] = bytes => CheckAddress(Encoding.UTF8.GetString(bytes)),
    };

    private static readonly HtmlReaderOptions Options = new() { BaseUrl = new Uri("https://old.example/a/b/"), OwnHosts = new HashSet<string> { "old.example" } };

    public static void CheckBody(ReadBody body)
    {
        foreach (var block in body.Blocks)
        {
            foreach (var text in ContentWalk.Texts(block))
            {
                CheckText(text);
            }
            if (block is Embed embed && WebAddress.Clean(embed.Url) != embed.Url)
            {
                throw new InvalidDataException($"An embed leads to {embed.Url}.");
            }
        }
        if (body.Blocks.Select(b => b.Id).Distinct().Count() != body.Blocks.Count)
        {
            throw new InvalidDataException("Two blocks have one id.");
        }
    }

    private static void CheckText(Inline text)
    {
        var odd = text.Text.FirstOrDefault(c => char.IsControl(c) && c is not ('\n' or '\t'));
        if (odd != '\0' || text.Text.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"A text holds the control character U+{(int)odd:X4}.");
        }
        _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text.Text);
        var before = 0;
        foreach (var mark in text.Marks ?? [])
        {
            if (mark.From < before || mark.To < mark.From || mark.To > text.Text.Length || (mark.From == mark.To && mark.Kind != MarkKind.Note))
            {
                throw new InvalidDataException($"The mark {mark} is out of place in {text.Text.Length} characters.");
            }
            if (mark.Kind == MarkKind.Link)
            {
                CheckClean(mark.Value!);
            }
            before = mark.From;
        }
    }

    private static void CheckPage(string text)
    {
        if (ReadPage.Read(text, "page", null, Options) is { IsDone: true, Value: var parts })
        {
            CheckBody(new ReadBody(parts.Blocks, [], []));
        }
    }

    private static void CheckReturn(byte[] message)
    {
        var read = ReadReturn.Run(message);
        if (read.Words.Length > 1000 || read.Words.Any(char.IsControl))
        {
            throw new InvalidDataException($"“{read.Words}” came out as a server's words.");
        }
        if (read.Status.Length > 0 && (read.Status.Split('.') is not [['2' or '4' or '5'], { Length: <= 3 }, { Length: <= 3 }] || read.Status.Any(c => c != '.' && !char.IsAsciiDigit(c))))
        {
            throw new InvalidDataException($"“{read.Status}” came out as a code.");
        }
        if (read.Tokens.Any(t => t.Length != MailToken.Length || t.Any(c => !char.IsAsciiLetterOrDigit(c))))
        {
            throw new InvalidDataException($"“{string.Join(' ', read.Tokens)}” came out as tokens.");
        }
    }

    private static void CheckStatement(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var file = StatementReader.Read(stream);
        foreach (var statement in file.Statements)
        {
            var sum = statement.Lines.Where(l => l.IsBooked).Sum(l => (decimal)l.Amount.Minor);
            if (file.Refused is null && statement is { Opening: { } opening, Closing: { } closing } && opening.Minor + sum != closing.Minor)
            {
                throw new InvalidDataException($"Statement {statement.Id} was taken and does not add up.");
            }
            if (statement.Lines.Any(l => l.Key.Length != 20 || l.Amount.ToText().Length == 0 || l.Remittance is { Length: > 2000 } || $"{l.Reference}{l.Counterparty}{l.Remittance}".Any(char.IsControl)))
            {
                throw new InvalidDataException($"A line of statement {statement.Id} is not sound.");
            }
        }
    }

    private static void CheckAddress(string text)
    {
        if (WebAddress.Clean(text, Options.BaseUrl, Options.OwnHosts) is { } clean)
        {
            CheckClean(clean);
            if (WebAddress.Clean(clean, Options.BaseUrl, Options.OwnHosts) != clean)
            {
                throw new InvalidDataException($"{clean} is not clean when cleaned again.");
            }
        }
        if (WebAddress.Clean(text) is { } bare)
        {
            CheckClean(bare);
        }
    }

    private static void CheckClean(string address)
    {
        var sound = address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith("mailto:", StringComparison.Ordinal)
            || (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal));
        if (!sound || address.Any(c => c <= ' ' || c == '\x7f' || char.IsControl(c)))
        {
            throw new InvalidDataException($"“{address}” came out as an address.");
        }
    }
}
