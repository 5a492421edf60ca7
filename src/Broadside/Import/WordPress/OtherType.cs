namespace Broadside.Import.WordPress;

/// <summary>Why an item that is neither post nor page is not brought over, and what to do about it.</summary>
internal static class OtherType
{
    // What WordPress keeps about itself in the table of posts.
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face",
    };

    public static string Code(WxrItem item) => item.Type switch
    {
        "nav_menu_item" => "menu",
        "wp_block" => "reusable",
        _ => "type",
    };

    public static string Why(WxrItem item) => item.Type switch
    {
        "" => "It has no post type in a WordPress namespace; it was not brought over.",
        "nav_menu_item" => $"An entry of the menu {Menu(item)}, which leads to {Target(item)}. Menus are not brought over.",
        "wp_block" => "A reusable block; its words stand in the articles that show it.",
        _ when Own.Contains(item.Type) => $"It is a part of WordPress itself (“{item.Type}”); it was not brought over.",
        _ => $"Its type “{item.Type}” is neither post nor page; it was not brought over. To bring such items over as articles, add --type {item.Type}=article.",
    };

    private static string Menu(WxrItem item) =>
        item.Terms.FirstOrDefault(t => t.Domain == "nav_menu") is { } menu ? $"“{PlainText.Of(menu.Name)}”" : "of the old site";

    private static string Target(WxrItem item)
    {
        if (item.MetaOf("_menu_item_url")?.Trim() is { Length: > 0 } url)
        {
            return url;
        }
        var number = item.MetaOf("_menu_item_object_id")?.Trim() is { Length: > 0 } id ? " " + id : "";
        return item.MetaOf("_menu_item_object")?.Trim() is { Length: > 0 } kind ? $"{kind}{number}" : "nothing that the export states";
    }
}
