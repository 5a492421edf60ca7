using Broadside.Articles;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Site.Pages;
using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>
/// What needs no processor and no server: <c>/give/offline/</c> with accounts, codes and the address for cheques, and the same as a file for
/// machines. Both are functions of the signed record alone, so that every mirror has them and anybody can compare.
/// </summary>
public sealed class OfflineGiving(PageMaker maker, DonateFile file, SiteRecord site, VersionStore versions, Theme theme) : IPageSource
{
    public const string Path = "/give/offline/";
    public const string FilePath = "/.well-known/broadside/donate.json";

    public static bool Has(PayoutDetails details) => details.Recipients.Count > 0 && (details.Banks.Count > 0 || details.Cheques.Count > 0);

    /// <summary>In the page's language; the outlet's own has the short address.</summary>
    public static string PathOf(Setting setting) => setting.Words.Language == PageMaker.MainLanguage(setting.Identity.Language) ? Path : $"{Path}{setting.Words.Language}/";

    public PageRender? Find(string path)
    {
        if (path == FilePath)
        {
            return (notes, _) =>
            {
                notes.Note(SiteRecord.Subject(PayoutDetails.Part));
                return Task.FromResult<Page?>(new Page("application/json", file.Make()));
            };
        }
        if (!path.StartsWith(Path, StringComparison.Ordinal) || !Has(site.Read<PayoutDetails>(PayoutDetails.Part)))
        {
            return null;
        }
        var main = PageMaker.MainLanguage(site.Read<Identity>(Identity.Part).Language);
        if (path.Length == Path.Length)
        {
            return (notes, cancel) => MakeAsync(main, path, notes, cancel);
        }
        var code = path[Path.Length..].TrimEnd('/');
        return path == $"{Path}{code}/" && code != main && theme.Vocabulary.For(code).Language == code ? (notes, cancel) => MakeAsync(code, path, notes, cancel) : null;
    }

    public IEnumerable<string> Paths() => Has(site.Read<PayoutDetails>(PayoutDetails.Part))
        ? theme.Vocabulary.All.Select(words => words.Language).Select(code => $"{Path}{code}/").Where(path => Find(path) is not null).Prepend(Path).Prepend(FilePath)
        : [FilePath];

    private async Task<Page?> MakeAsync(string language, string path, PageNotes notes, CancellationToken cancel)
    {
        notes.Note(SiteRecord.Subject(PayoutDetails.Part));
        var setting = maker.Begin(notes, language);
        var (words, details) = (setting.Words, site.Read<PayoutDetails>(PayoutDetails.Part));
        var signed = versions.Live(SiteRecord.Subject(PayoutDetails.Part));
        var view = new OfflineView
        {
            Title = words.Text("give.offline.title", ("outlet", setting.Identity.Name)),
            Intro = words.Text("give.offline.intro"),
            Recipients = [.. details.Recipients.Where(r => details.Banks.Any(b => b.Recipient == r.Id) || details.Cheques.Any(c => c.Recipient == r.Id)).Select(r => new OfflineRecipient(
                words.Text(r.TaxNumber is { Length: > 0 } ? "give.recipient-number" : "give.recipient", ("name", r.Name), ("number", r.TaxNumber ?? "")),
                words.Text(r.TaxStatus == Broadside.Giving.Gifts.TaxStatus.Deductible ? "give.tax.deductible" : "give.tax.none"),
                [.. details.Banks.Where(b => b.Recipient == r.Id).Select(b => TransferAccounts.Bank(words, b, null, null)), .. details.Cheques.Where(c => c.Recipient == r.Id).Select(c => TransferAccounts.Cheque(words, c, null, null))]))],
            Signed = signed is null ? "" : words.Text("give.offline.signed", ("date", setting.When(signed.SettledAt).Text), ("version", words.Number(signed.Number)), ("hash", signed.Sha256)),
            File = FilePath,
        };
        var head = maker.Head(setting, view.Title, path);
        return await maker.MakeAsync("give-offline", setting, maker.Frame(setting, path) with { Subscribe = null }, head, view, path, cancel);
    }
}
