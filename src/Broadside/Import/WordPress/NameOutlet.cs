using Broadside.Articles;
using Broadside.Guard;

namespace Broadside.Import.WordPress;

/// <summary>A newsroom that nobody has named yet takes its name, language and description from the first export.</summary>
internal sealed class NameOutlet(SiteRecord site)
{
    private const int LongestName = 100;

    // What every WordPress site says until somebody changes it.
    private static readonly string[] NoDescription = ["Just another WordPress site", "Otro sitio realizado con WordPress", "Un sitio más de WordPress"];

    /// <summary>The outlet has an identity that somebody gave it.</summary>
    public bool IsNamed => site.Read<Identity>(Identity.Part) != new Identity();

    /// <summary>The identity to sign; null when the outlet has one, or the export names none.</summary>
    public Identity? Of(WxrChannel channel)
    {
        var name = PlainText.Of(channel.Title);
        if (name.Length == 0 || IsNamed)
        {
            return null;
        }
        var description = PlainText.Of(channel.Description);
        return new Identity
        {
            Name = name.Length > LongestName ? name[..LongestName].TrimEnd('\uD800', ' ') + "…" : name,
            Description = description.Length == 0 || NoDescription.Contains(description, StringComparer.OrdinalIgnoreCase) ? null : description,
            Language = LanguageOf(channel) ?? new Identity().Language,
        };
    }

    /// <summary>"es-CO" → "es"; null where the export states none.</summary>
    public static string? LanguageOf(WxrChannel channel)
    {
        var language = channel.Language.Split('-', '_')[0].ToLowerInvariant();
        return language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower) ? language : null;
    }

    public static ImportWarning Told(Identity identity) => new(
        "identity",
        identity.Name,
        $"The newsroom had no name yet: it takes name ({identity.Name}), language ({identity.Language}){(identity.Description is null ? "" : " and description")} from the export.");
}
