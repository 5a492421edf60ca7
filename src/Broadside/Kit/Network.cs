using System.Net;

namespace Broadside.Kit;

/// <summary>Whom limits count as one: an IPv4 address, and of IPv6 the /64 that a household has.</summary>
public static class Network
{
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null || address.IsIPv4MappedToIPv6)
        {
            return address?.MapToIPv4() ?? IPAddress.None;
        }
        var bytes = address.GetAddressBytes();
        return bytes.Length == 16 && !IPAddress.IsLoopback(address) ? new IPAddress([.. bytes.AsSpan(0, 8), .. new byte[8]]) : address;
    }
}
