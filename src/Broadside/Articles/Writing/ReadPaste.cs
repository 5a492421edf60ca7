using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Articles.Writing;

/// <summary>Reads what was pasted from Word, Google Docs, office.com or a web page: our blocks, and what was left out.</summary>
public sealed class ReadPaste(BaseAddress address)
{
    /// <param name="Dropped">How many things were left out.</param>
    public sealed record Read(IReadOnlyList<Block> Blocks, IReadOnlyList<Note> Notes, int Dropped);

    public sealed record Note(string Code, string Message);

    public Read Run(string? html, string? text, Words words)
    {
        var body = string.IsNullOrWhiteSpace(html) ? HtmlReader.Read(System.Net.WebUtility.HtmlEncode(text ?? "")) : HtmlReader.Read(html, new HtmlReaderOptions { OwnHosts = new HashSet<string> { new Uri(address.Value).Host } });
        return new Read(body.Blocks, [.. body.Notes.Select(n => new Note(n.Code, n.Message))], body.Notes.Count);
    }
}
