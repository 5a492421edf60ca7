using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Site.Pages;

/// <summary>Answers <c>/report</c>: the form, the form with what is missing, or thanks. Has its own address, so that articles are the same for everyone.</summary>
public sealed class ReportPage(PageMaker maker, Catalogue catalogue, ArticleReader reader, SiteRecord site)
{
    public const string Path = "/report";

    /// <param name="about">Address of the article.</param>
    /// <param name="fault">Key of the words that say what is wrong with what was typed.</param>
    /// <param name="message">What was typed.</param>
    /// <param name="contact">What was typed.</param>
    /// <param name="isSent">It is with the editors.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> MakeAsync(string? about, string? fault, string? message, string? contact, bool isSent, CancellationToken cancel)
    {
        var content = about is not null && catalogue.ByAddress(about) is { IsGone: false } entry ? await reader.ReadAsync(entry, cancel) : null;
        var setting = maker.Begin(new PageNotes(), content?.Language ?? site.Read<Identity>(Identity.Part).Language);
        var view = new ReportView
        {
            Action = Path,
            Article = content is null ? null : new Link(content.Address, content.Title),
            IsSent = isSent,
            Fault = fault is null ? null : setting.Words.Text(fault),
            Message = message,
            Contact = contact,
        };
        var head = maker.Head(setting, setting.Words.Text("report.title"), Path) with { NoIndex = true };
        var page = await maker.MakeAsync("report", setting, maker.Frame(setting, Path), head, view, Path, cancel);
        return fault is null ? page : page with { Status = StatusCodes.Status422UnprocessableEntity };
    }
}
