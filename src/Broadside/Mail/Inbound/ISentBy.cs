namespace Broadside.Mail.Inbound;

/// <summary>Knows by which route a message left: whoever sends messages of one use answers for them.</summary>
public interface ISentBy
{
    MailTokenUse Use { get; }

    /// <summary>The route that took it; nothing where none did.</summary>
    /// <param name="first">The token's first number.</param>
    /// <param name="second">The token's second number.</param>
    /// <param name="cancel">Ends it.</param>
    Task<string?> RouteAsync(long first, long second, CancellationToken cancel);
}
