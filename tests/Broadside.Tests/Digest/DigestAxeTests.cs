using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Digest;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Tests.Desk;
using Broadside.Tests.Mail;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Digest;

/// <summary>axe looks at the desk's pages of the digest and of mail, full and empty, at both widths, in light and dark, in English and Spanish.</summary>
[Trait("Suite", "slow")]
public sealed class DigestAxeTests(Browser browser)
{
    private static readonly (string Template, string Address)[] Pages =
    [
        ("/desk/digest", "/desk/digest"), ("/desk/digest", "/desk/digest?as=phone"), ("/desk/digest", "/desk/digest?as=dark&language=es"), ("/desk/digest", "/desk/digest?kind=weekly&as=text"),
        ("/desk/digests", "/desk/digests"), ("/desk/digests", "/desk/digests?before=1"), ("/desk/digests/{number}", "/desk/digests/1"), ("/desk/digests/{number}", "/desk/digests/none"),
        ("/desk/digests/{number}/answers", "/desk/digests/1/answers"), ("/desk/digests/{number}/answers", "/desk/digests/none/answers"),
        ("/desk/digest/alert/{id}", "/desk/digest/alert/new"), ("/desk/digest/alert/{id}", "/desk/digest/alert/none"),
        ("/desk/mail", "/desk/mail"), ("/desk/outbox", "/desk/outbox"), ("/desk/outbox", "/desk/outbox?before=2000-01-01/x"),
        ("/desk/outbox/{day}/{name}", "{mail}"), ("/desk/outbox/{day}/{name}", "{mail}?as=text"), ("/desk/outbox/{day}/{name}", "{mail}?as=fields"), ("/desk/outbox/{day}/{name}", "/desk/outbox/none/none"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static IEnumerable<string> Templates => Pages.Select(p => p.Template);

    [Theory]
    [ClassData(typeof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var desk = await DigestReportTests.SentAsync(Engines.Sqlite);
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var mail = await FillAsync(desk);
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        await DeskAxeTests.SignInAsync(page, desk, language);
        var faults = new List<string>();
        foreach (var (_, address) in Pages)
        {
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + address.Replace("{mail}", mail, StringComparison.Ordinal), axe));
            await Pictures.TakeAsync(page, address, width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Behind the digest that is on its way: another with news in two languages, an answer of a server, a letter.</summary>
    private static async Task<string> FillAsync(TestDesk desk)
    {
        var photo = await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(640, 427)), new NewMedia("ferry-at-dawn.jpg") { Alt = "A ferry leaves at dawn", Credit = "Ana Ruiz" }, Cancel);
        foreach (var (id, title, language) in new[] { ("old", "The council has found the money for the bridge", "en"), ("nuevo", "El puente sobre el puerto viejo sigue cerrado", "es"), ("new", "Who owns the water under the harbour: a map of what was sold, and to whom", "en") })
        {
            await desk.PublishAsync(Newspaper.Article(id, title, "Text.") with
            {
                Language = language,
                PublishedAt = desk.Time.GetUtcNow(),
                Standfirst = "Nobody had looked at the pier for years.",
                Topics = [new Term("harbour", "Harbour")],
                Bylines = [new Byline("ana-ruiz", "Ana Ruiz")],
                Lead = id == "new" ? new Figure { Id = "lead", Media = photo.Value!.Sha256, Width = 640, Height = 427, Alt = "A ferry leaves at dawn", Credit = "Ana Ruiz" } : null,
            });
        }
        await desk.Get<IEngine>().AddReadersAsync(2, cadence: "every");
        var next = await desk.Get<LookAhead>().RunAsync(DigestKind.Daily, Cancel);
        await desk.Get<EditDigest>().ArrangeAsync(next.Digest.Number, ["new", "nuevo"], ["old"], Actor.Operator, Cancel);
        await desk.RunSqlAsync("INSERT INTO delivery_attempts (digest, subscriber, attempt, route, ended_at, outcome, code, reply) VALUES (1, 12, 1, 'relay', 1000000, 'failed', 550, '5.1.1 No such person here')");
        await MailDeskTests.PostAsync(desk, "Confirm that you want the digest", "<html lang=\"en\"><head><title>Confirm</title></head><body><h1>One press</h1><p>Press here.</p></body></html>");
        var file = Directory.GetFiles(Path.Combine(desk.Folder, "outbox"), "*.eml", SearchOption.AllDirectories).Single();
        return $"/desk/outbox/{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}";
    }
}
