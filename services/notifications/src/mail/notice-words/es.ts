import type { NoticeWords } from '../notices.js';

/** Avisos al personal. */
export const es: NoticeWords = {
  question: 'Pregunta',
  reason: 'Motivo:',
  sentBy: 'Enviado a {{ library }} por Carrel. Inicie sesión para ver más:',
  together: '{{ count }} avisos',
  mails: {
    answer: 'respuesta',
    'clarification-request': 'petición de aclaración',
    'library-message': 'mensaje',
    'chat-transcript': 'transcripción de la conversación',
    'new-account-from-chat': 'transcripción de la conversación',
    'new-question': 'acuse de recibo',
    'new-account': 'acuse de recibo',
    'question-merged': 'aviso de pregunta unida',
    'question-split': 'aviso de dos preguntas',
    'patron-link': 'enlace a las propias preguntas',
    'refer-by-email': 'remisión por correo electrónico',
  },
  figures: {
    before: 'antes:',
    questions: 'Preguntas',
    response: 'Tiempo mediano hasta la primera respuesta',
    completion: 'Tiempo mediano hasta que nada quedó abierto',
    requested: 'Chats solicitados',
    accepted: 'Chats aceptados',
    missed: 'Solicitudes que nadie atendió',
    waiting: 'Espera mediana',
    firstResponse: 'Tiempo mediano hasta la primera línea de un bibliotecario',
    length: 'Duración mediana de un chat',
  },
  notices: {
    'statistics-report': [
      'Cifras de {{ library }}: {{ what }}',
      'Estas son las cifras de {{ library }} de {{ what }}; entre las preguntas no cuentan prácticas ni llamadas perdidas.',
    ],
    'webhook-disabled': [
      'Se ha desactivado un webhook de {{ library }}',
      'Se ha desactivado el webhook {{ what }} de {{ library }}: no acepta nada desde hace días, ha comunicado que ya no existe, o quien lo configuró ya no es administrador. Lo que estaba pendiente se conserva 90 días; actívelo de nuevo y pida que se envíe otra vez.',
    ],
    'new-question': ['Pregunta nueva para {{ library }}', 'Ha llegado una pregunta nueva.'],
    'followup-needed': [
      'Seguimiento pendiente en {{ library }}',
      'La transcripción de una conversación necesita seguimiento de su biblioteca.',
    ],
    assigned: ['Se le ha asignado', 'Se le ha asignado una pregunta.'],
    unassigned: ['Ya nadie la atiende', 'Una pregunta de {{ library }} ya no está asignada a nadie.'],
    'patron-replied': [
      'El usuario ha respondido',
      'El usuario ha respondido; su respuesta está en el historial de la pregunta.',
    ],
    'partner-replied': [
      'Ha llegado la respuesta a su remisión',
      'La persona experta o el colaborador por correo ha respondido; la respuesta está en el historial de la pregunta.',
    ],
    'claim-lost': [
      'Recuperada{% if other %} por {{ other }}{% endif %}',
      'La biblioteca del usuario ha recuperado una pregunta que atendía {{ library }}.',
    ],
    reopened: [
      'Abierta de nuevo',
      'Una pregunta de {{ library }} se ha abierto de nuevo y espera seguimiento.',
    ],
    'due-soon': [
      'El plazo de seguimiento vence pronto',
      'El seguimiento de esta pregunta vence{% if at %} el {{ at }}{% else %} pronto{% endif %}.',
    ],
    overdue: [
      'El plazo de seguimiento ha vencido',
      'El seguimiento de esta pregunta venció{% if at %} el {{ at }}{% endif %}.',
    ],
    'archive-warning': [
      '83 días sin novedades',
      'No ha ocurrido nada con esta pregunta en 83 días; a los 90 pasa de las listas al historial del servicio.',
    ],
    'referral-received': [
      'Remitida a {{ library }} por {{ other }}',
      '{{ other }} ha remitido una pregunta a su biblioteca.',
    ],
    'expert-referral': ['{{ other }} pide su consejo', '{{ other }} le ha remitido una pregunta.'],
    'referral-returned': [
      'Devuelta a {{ library }} por {{ other | default: "quien la recibió" }}',
      '{{ other | default: "Quien la recibió" }} ha devuelto una pregunta que su biblioteca había remitido.',
    ],
    'referral-withdrawn': [
      'Retirada por {{ other }}',
      '{{ other }} ha retirado una pregunta que había remitido a su biblioteca.',
    ],
    'answer-sent': [
      'Respondida por {{ other | default: "otra biblioteca" }}',
      '{{ other | default: "Otra biblioteca" }} ha enviado una respuesta al usuario.',
    ],
    'question-closed': [
      'Cerrada{% if other %} por {{ other }}{% endif %}',
      'Se ha cerrado una pregunta que su biblioteca había remitido{% if other %}; la cerró {{ other }}{% endif %}.',
    ],
    'review-feedback': [
      'Comentarios sobre su conversación',
      'Un revisor le ha dejado comentarios sobre una conversación; están en Comentarios.',
    ],
    'quality-forward': [
      'Enviada a revisión de calidad',
      'Se ha enviado una transcripción a revisión de calidad.',
    ],
    'delivery-failed': [
      'Un correo al usuario {% if uncertain %}quizá no haya llegado{% else %}no se ha podido entregar{% endif %}',
      'Un correo al usuario ({{ what }}) {% if uncertain %}puede haberse entregado o no: el servidor de correo no lo dijo. Mire los correos de la pregunta antes de enviarlo otra vez.{% else %}no se ha podido entregar{% if reply %} (el servidor de correo dijo {{ reply }}){% endif %}.{% endif %}',
    ],
    'membership-requested': [
      '{{ other }} pide entrar en {{ group }}',
      '{{ other }} pide entrar en {{ group }}.',
    ],
    'membership-approved': [
      '{{ library }} ha entrado en {{ group }}',
      '{{ library }} es ahora miembro de {{ group }}.',
    ],
    'membership-rejected': [
      '{{ group }} no ha admitido a {{ library }}',
      '{{ group }} no ha admitido a {{ library }}.',
    ],
    'membership-inactivated': [
      '{{ library }} está inactiva en {{ group }}',
      'La participación de {{ library }} en {{ group }} está inactiva por ahora.',
    ],
    'membership-blocked': [
      '{{ library }} está bloqueada en {{ group }}',
      '{{ library }} ha sido bloqueada en {{ group }}.',
    ],
    'membership-left': ['{{ library }} ha dejado {{ group }}', '{{ library }} ha dejado {{ group }}.'],
    'profile-activated': [
      'El perfil de {{ library }} está activo',
      'El perfil de {{ library }} está activo: puede remitir y recibir preguntas y entrar en grupos.',
    ],
    'policy-accepted': [
      'El servicio de chat de {{ library }} está listo',
      'La página de normas de {{ library }} se ha aceptado y su cola principal de chat está preparada. Ya puede enlazar el formulario de chat en sus páginas.',
    ],
    'profile-submitted': [
      'Se ha presentado el perfil de {{ library }}',
      '{{ library }} ha presentado su perfil para que se apruebe.',
    ],
    'shared-question': [
      'En el seguimiento compartido de {{ group }}',
      '{{ library }} está de turno en {{ group }}: ha entrado una pregunta en el seguimiento compartido.',
    ],
    'mail-held': [
      'Un correo para {{ library }} espera revisión',
      'Un correo no se pudo archivar automáticamente y espera a que alguien de {{ library }} lo revise, en el correo recibido.',
    ],
    'shared-waiting': [
      'En el seguimiento compartido de {{ group }}: {{ what }}',
      '{{ library }} está de turno para {{ group }} desde ahora. En espera en el seguimiento compartido: {{ what }}.',
    ],
    'duty-missed': [
      '{{ library }} no ha mirado el seguimiento compartido',
      '{{ library }} está de turno en {{ group }} ({{ at }}{% if what %}, {{ what }}{% endif %}) y nadie ha dicho que se haya mirado el seguimiento compartido.',
    ],
    'duty-uncovered': [
      'Nadie tiene un turno de {{ group }}',
      'Nadie tiene el turno de {{ group }} que empieza el {{ at }}{% if what %} ({{ what }}){% endif %}; el calendario nombra a {{ other }}.',
    ],
    'cover-requested': [
      '{{ other }} pide que la sustituyan',
      '{{ other }} no puede hacer su turno de {{ group }} que empieza el {{ at }}{% if what %} ({{ what }}){% endif %} y pide que la sustituyan.',
    ],
    'cover-taken': [
      '{{ other }} se encarga de un turno',
      '{{ other }} se encarga del turno de {{ group }} que empieza el {{ at }}{% if what %} ({{ what }}){% endif %}.',
    ],
    'account-invitation': [
      'Su cuenta en {{ library }}',
      'Se le ha creado una cuenta en {{ library }}. Elija una contraseña con este enlace; vale hasta el {{ at }}.',
    ],
    'password-reset': [
      'Elija una contraseña nueva',
      'Alguien, probablemente usted, ha pedido una contraseña nueva. Elíjala con este enlace; vale hasta el {{ at }}. Si no ha sido usted, no cambia nada.',
    ],
    'logins-refused': [
      'Intentos fallidos de inicio de sesión',
      'Alguien ha intentado varias veces iniciar sesión en {{ library }} con su dirección y una contraseña equivocada. Los intentos desde allí se rechazan durante un cuarto de hora; usted puede seguir iniciando sesión donde ya lo ha hecho antes. Si no fue usted, no tiene que hacer nada, salvo que su contraseña sea fácil de adivinar.',
    ],
    'second-factor-reset': [
      'Se ha quitado su segundo factor',
      'Un administrador ha quitado el segundo factor de su cuenta en {{ library }}: la aplicación de autenticación, las llaves de acceso y los códigos de recuperación. Se ha cerrado su sesión en todas partes. Si usted no lo pidió, avise a su administrador y elija una contraseña nueva.',
    ],
    'notification-test': [
      'Prueba de la dirección de avisos de {{ library }}',
      'Esto es una prueba: {{ library }} recibirá en esta dirección los avisos de preguntas nuevas y remisiones.',
    ],
  },
};
