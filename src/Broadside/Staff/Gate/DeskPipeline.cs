using Broadside.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Staff.Gate;

/// <summary>
/// All that answers under <c>/desk</c>, built when somebody first comes there: a site with nobody at the desk pays nothing
/// for it, and none of its addresses can be reached past the gate.
/// </summary>
public sealed class DeskPipeline(IServiceProvider services, DeskAddress address)
{
    private readonly Lazy<RequestDelegate> desk = new(() => Build(services));

    /// <summary>Whether the desk answers this request: with an address of its own it does so on that host alone.</summary>
    public bool Answers(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/desk", StringComparison.OrdinalIgnoreCase)
        && (address.Host is null || string.Equals(address.Host, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase));

    public Task RunAsync(HttpContext context) => desk.Value(context);

    private static RequestDelegate Build(IServiceProvider services)
    {
        var builder = new ApplicationBuilder(services);
        builder.UseRouting();
        builder.Use(services.GetRequiredService<DeskGate>().RunAsync);
        builder.UseEndpoints(routes =>
        {
            foreach (var module in services.GetRequiredService<IReadOnlyList<IModule>>())
            {
                module.MapDesk(routes);
            }
        });
        return builder.Build();
    }
}
