using System.Text;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Giving.Payees;

/// <summary>
/// Whether processors are set up as somebody confirmed them. Keys and addresses stand in settings, out of the desk's reach; their print stands
/// in the signed record, so that a key that was swapped on the server charges nobody unseen. A processor that is new is taken up as it is.
/// </summary>
public sealed class ConfirmRails(SiteRecord site, Secrets secrets, IEnumerable<RailKey> keys, ChangePayout change, VersionStore versions, Alarms alarms) : IOpening
{
    private static readonly Actor Self = new("rails", "rails");

    public IReadOnlyList<RailCard> SetUp => [.. keys.Select(k => new RailCard(k.Rail, k.Account, k.Recipient, Print(k)))];

    /// <summary>False while it is set up otherwise than confirmed.</summary>
    public bool IsConfirmed(string rail) =>
        !Defence.IsOn("rail-confirmed") || keys.FirstOrDefault(k => k.Rail == rail) is not { } key
        || site.Read<PayoutDetails>(PayoutDetails.Part).Rails.FirstOrDefault(r => r.Id == rail) is not { } card || card == new RailCard(key.Rail, key.Account, key.Recipient, Print(key));

    public async Task OpenAsync(CancellationToken cancel)
    {
        foreach (var card in SetUp)
        {
            if (site.Read<PayoutDetails>(PayoutDetails.Part).Rails.All(r => r.Id != card.Id))
            {
                if (versions.CannotPublish is null)
                {
                    await change.RunAsync(new PayoutEdit { Rail = card }, Self, cancel);
                }
            }
            else if (!IsConfirmed(card.Id))
            {
                await alarms.RaiseAsync("rail-changed", card.Id, $"The settings of {card.Id} are not those that were confirmed: account, address or key changed. Donors are not sent there until an owner confirms it on the desk.", cancel);
            }
            else
            {
                await alarms.ClearAsync("rail-changed", card.Id, cancel);
            }
        }
    }

    private string Print(RailKey key) => CanonicalJson.Sha256([.. secrets.KeyFor("rail print"), .. Encoding.UTF8.GetBytes($"\n{key.Rail}\n{key.Address}\n{key.Account}\n{key.Recipient}\n{key.Key}")])[..24];
}

/// <summary>How a processor is set up.</summary>
/// <param name="Address">Of its interface.</param>
/// <param name="Key">Secret.</param>
public sealed record RailKey(string Rail, string Address, string Account, string Recipient, string Key);
