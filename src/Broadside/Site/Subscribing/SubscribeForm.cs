using System.Globalization;
using Broadside.Subscribers;
using Microsoft.AspNetCore.Http;

namespace Broadside.Site.Subscribing;

/// <summary>What stands in a form of a subscription, as it was sent.</summary>
internal static class SubscribeForm
{
    public static Cadence CadenceOf(IFormCollection form) => form["cadence"].ToString() switch { "weekly" => Cadence.Weekly, "every" => Cadence.Every, _ => Cadence.Daily };

    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IReadOnlyList<string> Topics(IFormCollection form, IEnumerable<string> known) => [.. form["topic"].OfType<string>().Intersect(known, StringComparer.Ordinal)];
}
