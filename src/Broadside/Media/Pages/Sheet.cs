namespace Broadside.Media.Pages;

/// <summary>A picture on which a focal point is shown and chosen: <c>_Sheet.cshtml</c>, with the number fields beside it and <c>media.js</c>.</summary>
/// <param name="X">Thousandths from the left; null: the middle.</param>
/// <param name="Y">Thousandths from the top.</param>
public sealed record Sheet(string Sha256, string? Alt, int? Width, int? Height, int? X, int? Y)
{
    public int Shown => MediaAddress.Widths(Width).Last(w => w <= 960);
}
