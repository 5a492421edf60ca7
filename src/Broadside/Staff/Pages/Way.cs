namespace Broadside.Staff.Pages;

/// <summary>Where somebody was going when they were asked who they are.</summary>
internal static class Way
{
    /// <summary>The address when it is a page of the desk, else the desk's home: nobody is sent elsewhere by a link that names it.</summary>
    public static string Within(string? to) =>
        to is not null && (to == "/desk" || to.StartsWith("/desk/", StringComparison.Ordinal)) && !to.Contains("..", StringComparison.Ordinal) && to.All(c => c > ' ' && c != '\\' && c < 127)
            ? to
            : "/desk";
}
