namespace Broadside.Site.Https;

/// <summary>The authority refused, or cannot be reached. The message is for the operator.</summary>
internal sealed class AcmeTrouble(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long it asks to be left alone; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
