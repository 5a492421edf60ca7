using System.Text;
using Broadside.Articles;
using Broadside.Guard;

namespace Broadside.Tests.Desk;

/// <summary>Sending files by a form, and publishing at a served desk.</summary>
internal static class DeskFiles
{
    /// <summary>Opens a page and sends a form with files from it, with the token that the page gave.</summary>
    public static async Task<DeskClient.Answer> SendFilesAsync(this DeskClient browser, string page, IEnumerable<(string Name, byte[] Content)> files, params (string Name, string Value)[] fields)
    {
        // As browsers do.
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        form.Add(new StringContent(DeskClient.TokenOf((await browser.GetAsync(page)).Body)), "__RequestVerificationToken");
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            // A name is what it says it is.
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"Files\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"");
            form.Add(part);
        }
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, page) { Content = form });
    }

    public static async Task<IReadOnlyList<ArticleContent>> PublishAsync(this TestDesk desk, params ArticleContent[] contents)
    {
        await using var db = desk.Db();
        await using var writing = await desk.Get<VersionStore>().BeginWritingAsync(db, TestContext.Current.CancellationToken);
        return await desk.Get<PublishArticles>().RunAsync(db, writing, contents, Actor.Operator, "A test.", TestContext.Current.CancellationToken);
    }

    public static async Task<ArticleContent> LiveAsync(this TestDesk desk, string id) =>
        (await desk.Get<ArticleReader>().ReadAsync(desk.Get<Catalogue>().ById(id)!, TestContext.Current.CancellationToken))!;

    /// <summary>What a reader gets, with the address that the answer leads to.</summary>
    public static async Task<(int Status, string? To, string Body)> ReaderAsync(this TestDesk desk, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await http.GetAsync(desk.Address + path, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
