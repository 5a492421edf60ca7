using Broadside.Giving.Statements;
using Broadside.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving;

/// <summary>Money that readers give: what banks report of it is read, known again by its reference, and posted. Takes statements; gives lines to the ledger.</summary>
public sealed class GivingModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings) => services.AddSingleton<ImportStatement>();

    public void AddCommands(CommandTree commands) => ImportStatementCommand.Add(commands, commands.Group("give", "Gifts: what came, by which rail, and what the bank says."));
}
