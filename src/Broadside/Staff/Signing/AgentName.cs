namespace Broadside.Staff.Signing;

/// <summary>"Firefox, Linux": enough of what a browser calls itself for its owner to know it again.</summary>
public static class AgentName
{
    // Each pretends to be those below it, so the order counts.
    private static readonly (string Sign, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Sign, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string agent)
    {
        var parts = new[] { First(Browsers, agent), First(Systems, agent) }.OfType<string>().ToList();
        return parts.Count == 0 ? "?" : string.Join(", ", parts);
    }

    private static string? First((string Sign, string Name)[] known, string agent) =>
        known.Where(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Select(k => k.Name).FirstOrDefault();
}
