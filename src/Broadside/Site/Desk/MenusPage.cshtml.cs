using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Curating;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Site.Desk;

/// <summary>What is changed and not signed yet stands in the form alone.</summary>
[Needs(Right.Curate)]
public sealed class MenusPage(KeepMenus keep, PageCache cache) : DeskPage
{
    private const int MostRows = 60;

    public string Mark { get; private set; } = "";

    public Menus Shown { get; private set; } = new();

    public IEnumerable<(string Menu, IReadOnlyList<MenuItem> Items)> Lists => [("Head", Shown.Head), ("Foot", Shown.Foot)];

    public void OnGet() => (Mark, Shown) = (keep.Mark(), keep.Now);

    public async Task<IActionResult> OnPostAsync(string? mark, string?[] headName, string?[] headAddress, string?[] headLanguage, string?[] footName, string?[] footAddress, string?[] footLanguage, string? act, CancellationToken cancel)
    {
        Mark = mark ?? "";
        Shown = new Menus { Head = Rows(headName, headAddress, headLanguage), Foot = Rows(footName, footAddress, footLanguage) };
        if (act == "sign")
        {
            var outcome = await keep.RunAsync(Shown, Mark, HttpContext.Actor(), cancel);
            if (outcome.IsDone)
            {
                return Done("/desk/front/menus", "menus_signed");
            }
            Mark = outcome.Refusal.Code == "menus_stale" ? keep.Mark() : Mark;
            return Refused(outcome.Refusal);
        }
        if (OrderAct.Read(act) is { } press)
        {
            Shown = press.List switch
            {
                "head" => Shown with { Head = Pressed(Shown.Head, press) },
                "foot" => Shown with { Foot = Pressed(Shown.Foot, press) },
                _ => Shown,
            };
        }
        return Page();
    }

    public string? FaultAt(string name) => ModelState.TryGetValue(name, out var state) && state.Errors.Count > 0 ? state.Errors[0].ErrorMessage : null;

    /// <summary>A path of this site where nothing stands (yet).</summary>
    public bool LeadsNowhere(MenuItem item) => SafePath.IsOwn(item.Address) && !cache.Knows(item.Address) && item.Address is not ("/search" or "/report");

    private static IReadOnlyList<MenuItem> Pressed(IReadOnlyList<MenuItem> items, OrderAct press) => press.What == "add" ? [.. items, new MenuItem("", "")] : press.On(items);

    private static IReadOnlyList<MenuItem> Rows(string?[] names, string?[] addresses, string?[] languages) =>
        [.. names.Take(MostRows).Select((name, i) => new MenuItem(name ?? "", addresses.ElementAtOrDefault(i) ?? "", languages.ElementAtOrDefault(i) is { Length: > 0 } language ? language : null))];
}
