/* DynamoDB Local on the loopback alone (its own main listens on every interface); prints its port, ends with its standard input. */
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

public final class Serve {
  public static void main(String[] arguments) throws Exception {
    var tables = new LocalDynamoDBRequestHandler(0, true, null, false, false);
    var context = new ContextHandler();
    context.setHandler(new LocalDynamoDBServerHandler(tables, "*"));
    var server = new Server(new InetSocketAddress("127.0.0.1", 0));
    server.setHandler(new ContextHandlerCollection(context));
    server.start();
    System.out.println(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
