namespace Broadside.Tests.Site.Https;

internal sealed class AcmeRefusal(int status, string type, string detail, string? retryAfter = null) : Exception(detail)
{
    public int Status => status;

    public string Type => type;

    public string? RetryAfter => retryAfter;

    /// <summary>The client broke a rule; everything else may happen to the best.</summary>
    public bool IsClientsFault { get; private init; }

    public static AcmeRefusal Fault(string type, string detail) => new(400, type, detail) { IsClientsFault = true };
}
