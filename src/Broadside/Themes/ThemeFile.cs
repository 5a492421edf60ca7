using System.Text;

namespace Broadside.Themes;

/// <param name="Name">Flat, as "article.liquid".</param>
/// <param name="Bytes">As it stands on disk or in the program.</param>
/// <param name="Under">The default theme's file of the same name, when this one stands over it.</param>
internal sealed record ThemeFile(string Name, byte[] Bytes, byte[]? Under = null)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}
