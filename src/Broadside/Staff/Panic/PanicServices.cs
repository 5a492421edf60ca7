using Broadside.Guard;
using Broadside.Guard.Panic;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Staff.Panic;

/// <summary>What Staff registers for the panic and the page of keys.</summary>
internal static class PanicServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<StartPanic>();
        services.AddSingleton<EndPanic>();
        services.AddSingleton<IEndsAccess, EndStaffAccess>();
        services.AddSingleton(new DeskEntry("keys.title", "/desk/keys", Right.ManageKeys, 86));
    }
}
