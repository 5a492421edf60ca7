using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Themes;

namespace Broadside.Site.Appearance;

/// <summary>Says anew who the outlet is and how it looks: name, words, language, zone, colour, face, look, logo. Signed as one part of the site record.</summary>
public sealed class ChangeIdentity(SiteRecord site, WriteSiteRecord write, VersionStore versions, Theme theme, AddMedia media)
{
    private const int LongestName = 80;
    private const int LongestTagline = 140;
    private const int LongestDescription = 500;

    /// <summary>Licences to choose from, by SPDX id; none: all rights reserved.</summary>
    public static IReadOnlyList<string> Licences { get; } = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0"];

    /// <summary>As the form has it; "" is none. Mark: of the identity that the form showed (<see cref="Mark"/>).</summary>
    public sealed record Form(string? Name, string? Tagline, string? Description, string? Language, string? TimeZone, string? Accent, string? Face, string? Look, string? Contact, string? Licence, string? Mark)
    {
        public bool RemoveLogo { get; init; }

        /// <summary>A picture and its file name.</summary>
        public (Stream Content, string Name)? Logo { get; init; }
    }

    /// <summary>Tells whether somebody else changed the identity meanwhile.</summary>
    public string Mark() => versions.Live(SiteRecord.Subject(Identity.Part))?.Sha256[..12] ?? "";

    public async Task<Outcome<Identity>> RunAsync(Form form, Actor who, CancellationToken cancel)
    {
        var was = site.Read<Identity>(Identity.Part);
        if (Judge(form) is { } refusal)
        {
            return refusal;
        }
        var identity = was with
        {
            Name = form.Name!.Trim(),
            Tagline = Text(form.Tagline),
            Description = Text(form.Description),
            Language = form.Language!,
            TimeZone = form.TimeZone!,
            Accent = Colour(form.Accent),
            Face = Text(form.Face),
            Look = Text(form.Look),
            Contact = Text(form.Contact),
            Licence = Text(form.Licence),
        };
        if (form.Logo is { } logo)
        {
            var added = await media.RunAsync(logo.Content, new NewMedia(logo.Name) { Alt = identity.Name, Source = "logo", Who = who }, cancel);
            if (!added.IsDone || added.Value.Width is null || !added.Value.MediaType.StartsWith("image/", StringComparison.Ordinal))
            {
                return added.IsDone ? new Refusal("logo_picture", "A logo is a picture: PNG, JPEG, WebP or AVIF.", "logo") : added.Refusal with { Field = "logo" };
            }
            identity = identity with { Logo = added.Value.Sha256, LogoWidth = added.Value.Width, LogoHeight = added.Value.Height };
        }
        else if (form.RemoveLogo)
        {
            identity = identity with { Logo = null, LogoWidth = null, LogoHeight = null };
        }
        await write.RunAsync(Identity.Part, identity, who, "The outlet's identity.", cancel);
        return identity;
    }

    private Refusal? Judge(Form form) => form switch
    {
        _ when versions.CannotPublish is { } refusal => refusal,
        _ when form.Mark != Mark() => new Refusal("identity_stale", "Somebody changed this meanwhile. Nothing was done; what you typed is still here. Press again to keep yours."),
        { Name: var name } when name?.Trim() is not { Length: > 0 and <= LongestName } => new Refusal("outlet_name", "Write the outlet's name, as readers will see it.", "name"),
        { Tagline.Length: > LongestTagline } => new Refusal("tagline_long", "At most 140 characters.", "tagline"),
        { Description.Length: > LongestDescription } => new Refusal("description_long", "At most 500 characters.", "description"),
        { Language: var language } when language is null || (theme.Vocabulary.For(language).Language != language && language != site.Read<Identity>(Identity.Part).Language) => new Refusal("outlet_language", "Choose one of the languages that readers' pages speak.", "language"),
        { TimeZone: var zone } when zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) => new Refusal("outlet_zone", "Choose a time zone, as Europe/Madrid.", "zone"),
        { Accent: { Length: > 0 } accent } when Colour(accent) is null => new Refusal("outlet_colour", "Write a colour as six hexadecimal digits, as a8231c.", "accent"),
        { Face: { Length: > 0 } face } when !Faces.All.ContainsKey(face) => new Refusal("outlet_face", "Choose one of the faces.", "face"),
        { Look: { Length: > 0 } look } when !Looks.All.Contains(look) => new Refusal("outlet_look", "Choose one of the looks.", "look"),
        { Licence: { Length: > 0 } licence } when !Licences.Contains(licence) && licence != site.Read<Identity>(Identity.Part).Licence => new Refusal("outlet_licence", "Choose one of the licences.", "licence"),
        _ => null,
    };

    private static string? Text(string? text) => text?.ReplaceLineEndings(" ").Trim() is { Length: > 0 } given ? given : null;

    private static string? Colour(string? text) =>
        text?.Trim().TrimStart('#').ToLowerInvariant() is { Length: 6 } digits && digits.All(char.IsAsciiHexDigit) ? digits : null;
}
