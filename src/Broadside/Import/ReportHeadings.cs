namespace Broadside.Import;

/// <summary>What the codes of a report mean to a person, and which come first.</summary>
internal static class ReportHeadings
{
    private static readonly (string Code, string Heading)[] Known =
    [
        ("truncated", "The file breaks off"),
        ("vanished", "The file went away"),
        ("damaged", "Items that could not be read"),
        ("repaired", "Items that were mended"),
        ("encoding", "Wrong encoding"),
        ("control_characters", "Control characters"),
        ("not_a_page", "No page"),
        ("no_article", "No article"),
        ("no_file", "No such file"),
        ("empty", "Empty"),
        ("too_large", "Too large"),
        ("unreadable", "Cannot be read"),
        ("fetch", "Could not be fetched"),
        ("media_refused", "Files that the library does not take"),
        ("attachment", "Featured images that the export lacks"),
        ("unused", "Files that no article shows"),
        ("identity", "The newsroom's name"),
        ("future", "Scheduled on the old site"),
        ("private", "Private on the old site"),
        ("password", "Protected by a password"),
        ("trash", "In the old site's bin"),
        ("status", "In no state that is known here"),
        ("changed", "Changed on the old site since"),
        ("twice", "In the export twice"),
        ("type", "Neither post nor page"),
        ("reusable", "Reusable blocks"),
        ("menu", "Menus"),
        ("gallery", "Galleries"),
        ("dynamic_block", "Blocks that are made anew for each reader"),
        ("reusable_block", "Reusable blocks that are missing"),
        ("footnotes", "Footnotes"),
        ("shortcode", "Shortcodes that are unknown here"),
        ("builder", "Page builders"),
        ("no_block", "Elements that have no block here"),
        ("deep", "Nested too deep"),
        ("style", "Styles inside texts"),
        ("form", "Forms inside texts"),
        ("empty_link", "Links without words"),
        ("boilerplate", "Cut as no part of the article"),
        ("hidden_link", "Links that readers could not see"),
        ("foreign_line", "Lines that do not belong to their article"),
        ("script", "Scripts"),
        ("handler", "Script in attributes"),
        ("encoded", "Encoded text"),
        ("frame", "Frames of unknown hosts"),
        ("tracker", "Pictures that count readers"),
        ("address", "Addresses that are none"),
        ("stripped", "Links whose address was taken"),
        ("hidden_text", "Words that readers could not see"),
        ("off_topic", "Links that may have been planted"),
        ("domain", "Hosts that the texts link to"),
    ];

    private static readonly Dictionary<string, (int Place, string Heading)> ByCode = Known.Select((k, i) => (k.Code, Place: i, k.Heading)).ToDictionary(k => k.Code, k => (k.Place, k.Heading), StringComparer.Ordinal);

    public static string Of(string code) => ByCode.TryGetValue(code, out var known) ? known.Heading : code.StartsWith("fetch", StringComparison.Ordinal) ? Of("fetch") : code;

    public static int PlaceOf(string code) => ByCode.TryGetValue(code, out var known) ? known.Place : Known.Length;
}
