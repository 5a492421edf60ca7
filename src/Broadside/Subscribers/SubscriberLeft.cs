namespace Broadside.Subscribers;

/// <summary>Somebody left the list, for the modules above to hear.</summary>
/// <param name="Subscriber">Their number.</param>
/// <param name="Digest">The digest from whose link they left; 0: from none.</param>
public sealed record SubscriberLeft(long Subscriber, long Digest);
