using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Staff.Signing;
using Broadside.Themes.DeskFrame;

namespace Broadside.Desk;

/// <summary>The first run: makes whoever opened the one-time link the owner, signs them in, and gives the outlet its name.</summary>
public sealed class SetUpNewsroom(JoinStaff join, WriteSiteRecord write, SiteRecord site, VersionStore versions, RoleRights roles, DeskVocabulary vocabulary)
{
    private const int LongestName = 80;

    /// <summary>The outlet's name, its language and IANA zone (as the browser tells it), and who sets it up.</summary>
    public sealed record Form(string? Outlet, string? Zone, JoinStaff.Form Person);

    public async Task<Outcome<BeginLogin.Begun>> RunAsync(string token, Form form, Visitor from, HttpContext context, CancellationToken cancel)
    {
        var name = (form.Outlet ?? "").Trim();
        if (name.Length is 0 or > LongestName)
        {
            return new Refusal("outlet_name", "Write the outlet's name, as readers will see it.", "outlet");
        }
        if (!vocabulary.Speaks(form.Person.Language))
        {
            return new Refusal("desk_language", "Choose one of the languages of the desk.", "language");
        }
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var joined = await join.RunAsync(token, form.Person, from, context, cancel);
        if (!joined.IsDone)
        {
            return joined;
        }
        var owner = joined.Value.Member;
        var identity = site.Read<Identity>(Identity.Part) with { Name = name, Language = form.Person.Language };
        if (form.Zone is { Length: > 0 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            identity = identity with { TimeZone = zone };
        }
        await write.RunAsync(Identity.Part, identity, new Actor(owner.Id, owner.Name) { Rights = roles.Of(owner.Role) }, "Set up.", cancel);
        return joined;
    }
}
