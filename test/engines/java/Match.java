/* AWS's own event-ruler as a filter: each line in is {"pattern": text, "events": [text]}, each line out its verdicts or why the pattern is invalid. */
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Machine;

public final class Match {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
    }
  }

  /** The machine as EventBridge uses it: arrays are compared consistently. */
  private static ObjectNode answer(JsonNode question) throws Exception {
    var answer = JSON.createObjectNode();
    var machine = Machine.builder().build();
    try {
      machine.addRule("rule", question.get("pattern").textValue());
    } catch (Exception refusal) {
      return answer.put("invalid", String.valueOf(refusal.getMessage()));
    }
    var verdicts = answer.putArray("verdicts");
    for (JsonNode event : question.get("events")) {
      verdicts.add(!machine.rulesForJSONEvent(event.textValue()).isEmpty());
    }
    return answer;
  }
}
